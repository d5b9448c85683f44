package io.phiworkbench.ui.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.analysis.BatchEntry.State;
import io.phiworkbench.analysis.OcrExport;
import io.phiworkbench.analysis.OcrPreset;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.ui.ScriptedModel;
import io.phiworkbench.ui.WindowRig;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.shell.Screen;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program is closed in the middle of a batch and started again. */
class BatchWindowTest {
    private static final Path MODEL =
            Path.of("src/test/resources/oracle/phi35-vision").toAbsolutePath();
    private static final int FILES = 5;
    private static final int BEFORE = 2;

    @TempDir
    Path folder;

    private final AtomicInteger read = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    @Test
    void aBatchGoesOnAtTheNextStartWhereTheProgramWasClosed() throws IOException {
        Messages.use(Locale.ENGLISH);
        List<Path> files = files();
        try (WindowRig first = open()) {
            BatchViewModel batch = first.workbench().batch();
            WindowRig.run(() -> batch.begin(
                    files, folder.resolve("out"), OcrPreset.PLAIN, new LinkedHashSet<>(List.of(OcrExport.TXT))));
            WindowRig.await(
                    "two files and a third under way",
                    () -> batch.batchProperty().get() != null
                            && batch.batchProperty().get().count(State.DONE) == BEFORE
                            && read.get() == BEFORE + 1);
        }
        closed.countDown();

        try (WindowRig second = open()) {
            BatchViewModel batch = second.workbench().batch();
            WindowRig.await("the batch", () -> batch.batchProperty().get() != null);
            WindowRig.run(() -> second.workbench().screenProperty().set(Screen.ANALYSE));
            WindowRig.frames(3);
            assertThat(batch.lineProperty().get()).isEqualTo("2 of 5 files read");
            WindowRig.run(
                    () -> button(second, Messages.text("analyse.batch.goOn")).fire());
            WindowRig.await("all files", () -> batch.batchProperty().get().count(State.DONE) == FILES);
            WindowRig.await("the end", () -> !batch.runningProperty().get());
        }
        assertThat(read).as("the file that was being read is read twice").hasValue(FILES + 1);
        for (Path file : files) {
            assertThat(folder.resolve("out")
                            .resolve(file.getFileName().toString().replace("png", "txt")))
                    .hasContent("Hello");
        }
    }

    private WindowRig open() {
        WindowRig rig = new WindowRig(
                folder.resolve("user"),
                folder,
                (_, _, _, _) -> new ScriptedModel("reader", _ -> answer(), Duration.ZERO));
        WindowRig.run(() -> rig.workbench().models().load(MODEL, LoadOptions.auto()));
        WindowRig.await("the model", () -> rig.workbench().models().current().isPresent());
        return rig;
    }

    /** The third file keeps the first program until it is closed. */
    private String answer() {
        if (read.incrementAndGet() == BEFORE + 1) {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return "Hello";
    }

    private List<Path> files() throws IOException {
        Path in = Files.createDirectory(folder.resolve("in"));
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            Path file = in.resolve("p" + i + ".png");
            ImageIO.write(new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
            files.add(file);
        }
        return files;
    }

    private static Button button(WindowRig rig, String text) {
        return rig.window().root().lookupAll(".button").stream()
                .map(Button.class::cast)
                .filter(b -> text.equals(((Labeled) b).getText()))
                .findFirst()
                .orElseThrow();
    }
}
