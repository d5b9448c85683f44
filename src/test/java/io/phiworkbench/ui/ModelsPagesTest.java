package io.phiworkbench.ui;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.controls.ToggleSwitch;
import io.phiworkbench.inference.remote.Endpoint;
import io.phiworkbench.inference.remote.Preset;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.shell.Screen;
import java.nio.file.Path;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages beside the models of this machine, in the real window. */
class ModelsPagesTest {
    @TempDir
    private Path folder;

    @Test
    void aRemoteModelIsAddedAndTheServerSwitchedOn() {
        try (WindowRig rig = new WindowRig(folder, folder, (_, _, _, _) -> {
            throw new AssertionError("nothing is loaded here");
        })) {
            Workbench bench = rig.workbench();
            WindowRig.run(() -> bench.screenProperty().set(Screen.MODELS));
            open(rig, "models.remote", "#add-remote");
            WindowRig.run(() -> ((Button) rig.window().root().lookup("#add-remote")).fire());
            WindowRig.run(() -> {
                bench.remote().form().presetProperty().set(Preset.OLLAMA);
                bench.remote().form().modelProperty().set("phi3.5");
                bench.remote().save();
            });
            WindowRig.await("the endpoint", () -> !bench.remote().endpoints().isEmpty());
            Endpoint saved = bench.remote().endpoints().getFirst();
            WindowRig.run(() -> bench.remote().use(saved));
            WindowRig.await("the remote model", () -> bench.models().current().isPresent());
            assertThat(bench.models().current().orElseThrow().label()).isEqualTo("ollama · localhost");

            open(rig, "models.server", "#server-switch");
            WindowRig.run(() -> {
                bench.server().portProperty().set(0);
                ((ToggleSwitch) rig.window().root().lookup("#server-switch")).setSelected(true);
            });
            WindowRig.await("the server", () -> bench.server().runningProperty().get());
            assertThat(bench.server().addressProperty().get()).startsWith("http://127.0.0.1:");
        }
    }

    /** A page that is shown for the first time has its controls after the next layout. */
    private static void open(WindowRig rig, String section, String control) {
        WindowRig.run(() -> rig.window().root().lookupAll(".section-button").stream()
                .map(ToggleButton.class::cast)
                .filter(button -> button.getText().equals(Messages.text(section)))
                .forEach(ToggleButton::fire));
        WindowRig.await(control, () -> rig.window().root().lookup(control) != null);
    }
}
