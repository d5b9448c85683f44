package io.phiworkbench.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.phiworkbench.chat.DataFolder;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.inference.local.Int8Folder;
import io.phiworkbench.inference.local.LocalModelLoader;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.shell.Screen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The settings say what is kept of int8 models, and delete it. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class KeptInt8WindowTest {
    private static final Path MINI = Path.of("src/test/resources/oracle/phi3-mini-4k");

    @TempDir
    Path data;

    private WindowRig rig;

    @BeforeEach
    void open() {
        assumeTrue(System.getProperty("os.arch").matches("amd64|x86_64"), "int8 runs on x86-64 only");
        Messages.use(Locale.ENGLISH);
        Int8Folder kept = new Int8Folder(new DataFolder(data).int8(), 0);
        new LocalModelLoader(() -> Optional.of(kept))
                .load(MINI, LoadOptions.auto().withPrecision(Precision.INT8), _ -> {}, () -> false)
                .close();
        rig = new WindowRig(
                data, Path.of("assets"), (_, _, _, _) -> new ScriptedModel("Local", _ -> "ok", Duration.ZERO));
        WindowRig.run(() -> rig.workbench().screenProperty().set(Screen.SETTINGS));
    }

    @AfterEach
    void close() {
        if (rig != null) {
            rig.close();
        }
    }

    /** On the FX thread. */
    private String used() {
        return ((Label) rig.window().scene().lookup(".int8-used")).getText();
    }

    @Test
    void namesTheModelAndDeletesWhatIsKeptOfIt() {
        WindowRig.await("what is kept", () -> !used().isEmpty());
        assertThat(WindowRig.fx(this::used)).contains("one model", "phi3-mini-4k");

        WindowRig.run(() -> ((Button) rig.window().scene().lookup(".int8-delete")).fire());

        WindowRig.await("nothing kept", () -> used().equals(Messages.text("settings.int8.none")));
        assertThat(new DataFolder(data).int8()).isEmptyDirectory();
        assertThat(WindowRig.fx(
                        () -> rig.window().scene().lookup(".int8-delete").isVisible()))
                .isFalse();
    }

    @Test
    void theChoiceIsRemembered() {
        WindowRig.run(() -> rig.workbench().settings().keepInt8Property().set(false));
        rig.close();
        rig = new WindowRig(
                data, Path.of("assets"), (_, _, _, _) -> new ScriptedModel("Local", _ -> "ok", Duration.ZERO));

        assertThat(rig.workbench().settings().keepInt8Property().get()).isFalse();
    }
}
