package io.phiworkbench.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.ui.WindowRig;
import io.phiworkbench.ui.Workbench;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsViewTest {
    @TempDir
    Path folder;

    @Test
    void theFolderOfTheUsersDataIsShownWithTheSystemsProgram() {
        List<String> opened = new ArrayList<>();
        try (WindowRig rig = new WindowRig(folder, Path.of("assets").toAbsolutePath(), (_, _, _, _) -> {
            throw new IllegalStateException("nothing is loaded");
        })) {
            Workbench bench = rig.workbench();
            WindowRig.run(() -> {
                var view = new SettingsView(
                        bench.settings(),
                        bench.keptInt8(),
                        new Label(),
                        bench.folder().root(),
                        opened::add);
                ((Button) view.getContent().lookup("#show-data")).fire();
            });
        }
        assertThat(opened).containsExactly(folder.toUri().toString());
    }
}
