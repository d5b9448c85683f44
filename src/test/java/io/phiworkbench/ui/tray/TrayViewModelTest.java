package io.phiworkbench.ui.tray;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.chat.Attachment;
import io.phiworkbench.chat.Picture;
import io.phiworkbench.ui.WindowRig;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.vision.CropShape;
import io.phiworkbench.vision.HdPlan;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrayViewModelTest {
    @TempDir
    Path folder;

    private final TrayViewModel tray = new TrayViewModel(new FxThread(Runnable::run, Runnable::run));

    @BeforeAll
    static void startToolkit() {
        WindowRig.startToolkit();
    }

    @Test
    void picturesAreNumberedInTheirOrderAndCostWhatTheirCropsCost() {
        tray.addFiles(List.of(picture("a.png", 800, 600), picture("b.png", 300, 900)));
        assertThat(tray.items()).extracting(i -> i.numberProperty().get()).containsExactly(1, 2);
        int expected = HdPlan.of(800, 600, 4, CropShape.CLIP_L14_336).tokens()
                + HdPlan.of(300, 900, 4, CropShape.CLIP_L14_336).tokens();
        assertThat(tray.totalTokensProperty().get()).isEqualTo(expected);
    }

    @Test
    void aSinglePictureGetsMoreCrops() {
        tray.addFiles(List.of(picture("a.png", 800, 600)));
        assertThat(tray.totalTokensProperty().get())
                .isEqualTo(HdPlan.of(800, 600, 16, CropShape.CLIP_L14_336).tokens());
    }

    @Test
    void movingAPictureRenumbersAll() {
        tray.addFiles(List.of(picture("a.png", 40, 40), picture("b.png", 40, 40), picture("c.png", 40, 40)));
        tray.move(tray.items().getLast(), 0);
        assertThat(tray.items()).extracting(TrayItem::name).containsExactly("c.png", "a.png", "b.png");
        assertThat(tray.items()).extracting(i -> i.numberProperty().get()).containsExactly(1, 2, 3);
    }

    @Test
    void theUsersLimitOfCropsCountsAtOnceAndIsSent() {
        tray.addFiles(List.of(picture("a.png", 800, 600)));
        tray.limitCrops(tray.items().getFirst(), OptionalInt.of(1));
        assertThat(tray.totalTokensProperty().get())
                .isEqualTo(HdPlan.of(800, 600, 1, CropShape.CLIP_L14_336).tokens());
        assertThat(tray.pictures().getFirst().image().numCrops()).hasValue(1);
    }

    @Test
    void whatIsNoPictureStaysWithItsReasonAndIsNotSent() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "just words");
        tray.addFiles(List.of(text, picture("a.png", 40, 40)));
        TrayItem refused = tray.items().getFirst();
        assertThat(refused.state()).isEqualTo(TrayItem.State.REFUSED);
        assertThat(refused.reasonProperty().get()).isNotBlank();
        assertThat(tray.pictures()).hasSize(1);
        assertThat(tray.items().getLast().numberProperty().get()).isEqualTo(1);
    }

    @Test
    void aFolderStandsForItsPictures() throws IOException {
        picture("a.png", 40, 40);
        picture("b.png", 40, 40);
        Files.writeString(folder.resolve("notes.txt"), "just words");
        tray.addFiles(List.of(folder));
        assertThat(tray.items()).extracting(TrayItem::name).containsExactly("a.png", "b.png");
    }

    @Test
    void whatCannotBeUsedDoesNotTakeTheOthersAlong() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path cut = folder.resolve("cut.png");
        Files.write(cut, java.util.Arrays.copyOf(Files.readAllBytes(picture("whole.png", 400, 400)), 60));
        Path huge = folder.resolve("huge.png");
        try (java.io.RandomAccessFile sparse = new java.io.RandomAccessFile(huge.toFile(), "rw")) {
            sparse.setLength(5_000_000_000L);
        }
        tray.addFiles(List.of(empty, cut, huge, picture("a.png", 40, 40)));
        assertThat(tray.items())
                .filteredOn(item -> item.state() == TrayItem.State.REFUSED)
                .allSatisfy(item -> assertThat(item.reasonProperty().get()).isNotBlank())
                .extracting(TrayItem::name)
                .containsExactlyInAnyOrder("empty", "cut.png", "huge.png");
        assertThat(tray.pictures()).extracting(p -> p.image().name()).containsExactly("a.png");
        assertThat(tray.readyProperty().get()).isTrue();
    }

    @Test
    void threeHundredPicturesAreTakenUpToTheLimitAndTheRestIsSaid() {
        Path one = picture("a.png", 8, 8);
        tray.addFiles(java.util.Collections.nCopies(300, one));
        assertThat(tray.pictures()).hasSize(TrayViewModel.MOST_PICTURES);
        assertThat(tray.items().getLast().state()).isEqualTo(TrayItem.State.REFUSED);
        assertThat(tray.items().getLast().name()).contains("200");
    }

    @Test
    void aFileThatVanishedIsRefused() {
        tray.addFiles(List.of(folder.resolve("gone.png")));
        assertThat(tray.items().getFirst().state()).isEqualTo(TrayItem.State.REFUSED);
    }

    @Test
    void aCutOfATurnedPictureShowsWhatWasMarked() throws IOException {
        Path file = halves("halves.png");
        tray.addFiles(List.of(file));
        TrayItem item = tray.items().getFirst();
        tray.rotate(item);
        assertThat(List.of(item.width(), item.height())).containsExactly(20, 40);
        // The left, red half is on top after a quarter turn clockwise.
        tray.crop(item, new Attachment.Region(0, 0, 20, 20));
        BufferedImage sent = sent(tray.pictures().getFirst());
        assertThat(new Color(sent.getRGB(10, 10))).isEqualTo(Color.RED);
        assertThat(sent.getWidth()).isEqualTo(20);
        assertThat(tray.pictures().getFirst().edit()).isPresent();
    }

    @Test
    void turningACutPictureTurnsTheCut() throws IOException {
        tray.addFiles(List.of(halves("halves.png")));
        TrayItem item = tray.items().getFirst();
        tray.crop(item, new Attachment.Region(0, 0, 20, 10));
        tray.rotate(item);
        assertThat(List.of(item.width(), item.height())).containsExactly(10, 20);
        assertThat(new Color(sent(tray.pictures().getFirst()).getRGB(5, 10))).isEqualTo(Color.RED);
        tray.restore(item);
        assertThat(tray.pictures().getFirst().edit()).isEmpty();
        assertThat(List.of(item.width(), item.height())).containsExactly(40, 20);
    }

    @Test
    void picturesOfEarlierMessagesCountOn() {
        tray.picturesBeforeProperty().set(2);
        tray.addFiles(List.of(picture("a.png", 40, 40)));
        assertThat(tray.items().getFirst().numberProperty().get()).isEqualTo(3);
    }

    private static BufferedImage sent(Picture picture) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(picture.image().content()));
    }

    private Path picture(String name, int width, int height) {
        return save(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), name);
    }

    /** 40 × 20 px: the left half red, the right half blue. */
    private Path halves(String name) {
        BufferedImage image = new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 20; y++) {
            for (int x = 0; x < 40; x++) {
                image.setRGB(x, y, (x < 20 ? Color.RED : Color.BLUE).getRGB());
            }
        }
        return save(image, name);
    }

    private Path save(BufferedImage image, String name) {
        try {
            Path file = folder.resolve(name);
            ImageIO.write(image, "png", file.toFile());
            return file;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
