package io.phiworkbench.ui.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.analysis.OcrExport;
import io.phiworkbench.analysis.OcrPreset;
import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.inference.ScriptedChatModel;
import io.phiworkbench.ui.WindowRig;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.vision.Region;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OcrViewModelTest {
    private static final FxThread DIRECT = new FxThread(Runnable::run, Runnable::run);

    @TempDir
    Path folder;

    private final ScriptedChatModel model = ScriptedChatModel.answering(_ -> List.of(
            token("MILK", 0.99), token(" 3\n", 0.98), token("BREED", 0.5), token(" 2", 0.99), token("\nTATAL", 0.2)));
    private Optional<Reading> reading;
    private OcrViewModel ocr;

    private static GeneratedToken token(String text, double probability) {
        return new GeneratedToken(1, text, Math.log(probability), List.of());
    }

    @BeforeAll
    static void toolkit() {
        WindowRig.startToolkit();
        Messages.use(Locale.ENGLISH);
    }

    @BeforeEach
    void open() throws IOException {
        reading = Optional.of(new Reading(model, folder));
        ocr = new OcrViewModel(DIRECT, () -> reading);
    }

    @AfterEach
    void close() {
        model.close();
    }

    private Path picture(String name) {
        try {
            Path file = folder.resolve(name);
            ImageIO.write(new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text() {
        return ocr.currentProperty().get().textProperty().get().text();
    }

    private String word() {
        return ocr.wordProperty().get().in(text());
    }

    @Test
    void doubtfulWordsAreSteppedThroughAndCorrected() {
        ocr.add(List.of(picture("a.png")));
        ocr.readCurrent();

        ocr.nextDoubtful();
        assertThat(word()).isEqualTo("BREED");
        ocr.nextDoubtful();
        assertThat(word()).isEqualTo("TATAL");
        ocr.nextDoubtful();
        assertThat(word()).isEqualTo("BREED");
        ocr.previousDoubtful();
        assertThat(word()).isEqualTo("TATAL");

        ocr.correctWord("TOTAL");
        assertThat(word()).isEqualTo("BREED");
        ocr.correctWord("BREED");
        assertThat(text()).isEqualTo("MILK 3\nBREED 2\nTOTAL");
        assertThat(ocr.doubtful()).isEmpty();
        assertThat(ocr.wordProperty().get()).isNull();
    }

    @Test
    void aBrokenFileIsSaidAndTheOthersAreTaken() throws IOException {
        Path broken = Files.writeString(folder.resolve("b.pdf"), "no PDF");
        ocr.add(List.of(broken, picture("a.png"), folder.resolve("none.png")));

        assertThat(ocr.pages()).hasSize(1);
        assertThat(ocr.problemProperty().get()).contains("none.png: there is no such file");
    }

    @Test
    void aPictureThatCannotBeOpenedKeepsItsPlaceWithTheReason() throws IOException {
        ocr.add(List.of(Files.writeString(folder.resolve("b.png"), "no picture")));

        assertThat(ocr.pages())
                .singleElement()
                .satisfies(item -> assertThat(item.problemProperty().get()).contains("b.png: not a picture"));
        ocr.readCurrent();
        assertThat(ocr.problemProperty().get()).contains("b.png: not a picture");
        assertThat(ocr.runningProperty().get()).isFalse();
    }

    @Test
    void withoutAModelReadingSaysWhatToDo() {
        reading = Optional.empty();
        ocr.add(List.of(picture("a.png")));
        ocr.readCurrent();

        assertThat(ocr.problemProperty().get()).startsWith("Load a model that reads pictures first");
    }

    @Test
    void aModelThatWasUnloadedIsSaid() {
        ocr.add(List.of(picture("a.png")));
        model.close();
        ocr.readCurrent();

        assertThat(ocr.problemProperty().get()).contains("was unloaded; load it again");
    }

    @Test
    void aPartThatIsReadStandsBelowWhatWasRead() {
        ocr.add(List.of(picture("a.png")));
        ocr.readCurrent();
        ocr.readRegion(new Region(0, 0, 20, 20));

        assertThat(text()).isEqualTo("MILK 3\nBREED 2\nTATAL\nMILK 3\nBREED 2\nTATAL");
        assertThat(ocr.doubtful()).hasSize(4);
    }

    @Test
    void allPagesAreReadAndSavedWithTheCorrections() throws IOException {
        ocr.presetProperty().set(OcrPreset.PLAIN);
        ocr.add(List.of(picture("a.png"), picture("b.png")));
        ocr.readAll();
        ocr.correctText("MILK 3");
        Path saved = folder.resolve("out.txt");
        ocr.export(OcrExport.TXT, saved);

        assertThat(Files.readString(saved)).isEqualTo("MILK 3\n\f\nMILK 3\nBREED 2\nTATAL\n");
        ocr.export(OcrExport.TXT, folder.resolve("no/such/folder.txt"));
        assertThat(ocr.problemProperty().get()).contains("cannot be written", "choose another place");
    }

    @Test
    void aFolderGivesItsPicturesInOrder() throws IOException {
        Files.writeString(folder.resolve("notes.md"), "no picture");
        picture("b.png");
        picture("a.png");
        ocr.add(List.of(folder));

        assertThat(ocr.pages()).extracting(item -> item.source().name()).containsExactly("a.png", "b.png");
    }

    @Test
    void removingThePageThatIsShownShowsTheNext() {
        ocr.add(List.of(picture("a.png"), picture("b.png")));
        ocr.remove(ocr.pages().getFirst());

        assertThat(ocr.currentProperty().get().source().name()).isEqualTo("b.png");
        ocr.remove(ocr.pages().getFirst());
        assertThat(ocr.currentProperty().get()).isNull();
    }
}
