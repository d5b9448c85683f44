package io.phiworkbench.ui.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.analysis.BatchEntry.State;
import io.phiworkbench.analysis.OcrExport;
import io.phiworkbench.analysis.OcrPreset;
import io.phiworkbench.inference.ScriptedChatModel;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.i18n.Messages;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchViewModelTest {
    private static final FxThread DIRECT = new FxThread(Runnable::run, Runnable::run);

    @TempDir
    Path folder;

    private final List<Path> files = new ArrayList<>();
    private ScriptedChatModel model = ScriptedChatModel.saying("text");

    @BeforeEach
    void draw() throws IOException {
        Messages.use(Locale.ENGLISH);
        for (int i = 0; i < 4; i++) {
            Path file = folder.resolve("p" + i + ".png");
            ImageIO.write(new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
            files.add(file);
        }
    }

    private BatchViewModel viewModel() {
        return new BatchViewModel(
                DIRECT, () -> Optional.of(new Reading(model, folder)), folder.resolve("user/ocr-batch.txt"));
    }

    private void begin(BatchViewModel batch) {
        batch.begin(files, folder.resolve("out"), OcrPreset.PLAIN, new LinkedHashSet<>(List.of(OcrExport.TXT)));
    }

    @Test
    void aBatchRunsToItsEndAndIsForgotten() {
        BatchViewModel batch = viewModel();
        begin(batch);

        assertThat(batch.lineProperty().get()).isEqualTo("4 of 4 files read");
        assertThat(batch.progressProperty().get()).isEqualTo(1);
        assertThat(batch.batchProperty().get().report()).exists();
        assertThat(viewModel().batchProperty().get()).isNull();
    }

    @Test
    void aBatchWhoseModelIsUnloadedIsOfferedAgainAtTheNextStart() {
        BatchViewModel batch = viewModel();
        batch.lineProperty().subscribe(line -> {
            if (line.startsWith("2 of 4")) {
                model.close();
            }
        });
        begin(batch);
        assertThat(batch.problemProperty().get()).contains("was unloaded; load it again and go on");

        model = ScriptedChatModel.saying("more");
        BatchViewModel next = viewModel();
        assertThat(next.batchProperty().get()).isNotNull();
        assertThat(next.lineProperty().get()).isEqualTo("2 of 4 files read");
        next.goOn();
        assertThat(next.batchProperty().get().count(State.DONE)).isEqualTo(4);
        model.close();
    }

    @Test
    void aPausedBatchGoesOn() {
        BatchViewModel batch = viewModel();
        boolean[] once = new boolean[1];
        batch.lineProperty().subscribe(line -> {
            if (line.startsWith("1 of 4") && !once[0]) {
                once[0] = true;
                batch.pause();
            }
        });
        begin(batch);
        assertThat(batch.lineProperty().get()).isEqualTo("1 of 4 files read");
        assertThat(batch.runningProperty().get()).isFalse();

        batch.goOn();
        assertThat(batch.lineProperty().get()).isEqualTo("4 of 4 files read");
    }
}
