package io.phiworkbench.ui.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.local.LocalModelLoader;
import io.phiworkbench.inference.remote.Endpoint;
import io.phiworkbench.inference.remote.Preset;
import io.phiworkbench.inference.remote.RemoteModels;
import io.phiworkbench.server.ApiServer;
import io.phiworkbench.server.DemoModel;
import io.phiworkbench.server.ServedModels.Served;
import io.phiworkbench.server.ServerOptions;
import io.phiworkbench.ui.WindowRig;
import io.phiworkbench.ui.compare.PaneViewModel.Stage;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.shell.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** Two checkpoints through the real engine and a remote model behind the program's own server, in the real window. */
class ThreeModelsTest {
    private static final Path SIGN = Path.of("assets/samples/sign.png").toAbsolutePath();

    @TempDir
    Path folder;

    private final FxRobot robot = new FxRobot();
    private ChatModel served;
    private ApiServer server;
    private WindowRig rig;

    @BeforeEach
    void open() throws IOException {
        Messages.use(Locale.ENGLISH);
        served = DemoModel.load();
        server = ApiServer.start(ServerOptions.loopback(0), () -> List.of(new Served("served", served)));
        Path user = Files.createDirectories(folder.resolve("user"));
        RemoteModels.withKeysInFile(user)
                .put(
                        new Endpoint("mine", Preset.OTHER, server.baseUrl(), "served", OptionalInt.empty(), true),
                        Optional.empty());
        rig = new WindowRig(user, Path.of("assets").toAbsolutePath(), new LocalModelLoader());
        Path second = second();
        WindowRig.run(() -> rig.workbench().models().addFolder(second));
        WindowRig.await("models", () -> compare().choices().all().size() >= 3);
        WindowRig.run(() -> {
            compare().addPane();
            choose(0, "phi-demo");
            choose(1, "second");
            choose(2, "remote:mine");
            pane(1).optionsProperty().set(pane(1).optionsProperty().get().withMaxTokens(8));
            rig.workbench().screenProperty().set(Screen.COMPARE);
        });
    }

    /** A checkpoint without a tokenizer gets one, so that it can be asked in words. */
    private Path second() throws IOException {
        Path made = Files.createDirectories(folder.resolve("models/second"));
        for (String from : List.of("oracle/phi35-vision", "tokenizer/tiny")) {
            try (Stream<Path> files = Files.list(Path.of("src/test/resources").resolve(from))) {
                for (Path file : files.toList()) {
                    Files.copy(file, made.resolve(file.getFileName()));
                }
            }
        }
        return made;
    }

    @AfterEach
    void close() {
        rig.close();
        server.close();
        served.close();
    }

    @Test
    void onePictureIsReadBlindlyRatedAndNamed() {
        WindowRig.run(() -> {
            compare().rating().blindProperty().set(true);
            compare().tray().addFiles(List.of(SIGN));
        });
        WindowRig.await(
                "the picture",
                () -> compare().tray().pictures().size() == 1
                        && compare().tray().readyProperty().get());
        WindowRig.run(() -> rig.window().root().lookup("#compare-prompt").requestFocus());
        robot.write("Read the text.", 0);
        robot.push(KeyCode.ENTER);
        awaitEnd();

        assertThat(WindowRig.fx(() -> compare().rating().hiddenProperty().get()))
                .isTrue();
        assertThat(WindowRig.fx(() -> ((Labeled) rig.window().root().lookup("#compare-plan")).getText()))
                .startsWith("Names are hidden");
        assertThat(WindowRig.fx(() -> compare().panes().stream()
                        .filter(p -> p.textProperty().get().strip().equals("OPEN"))
                        .count()))
                .isEqualTo(2);
        assertThat(WindowRig.fx(() -> compare().panes().stream()
                        .map(p -> p.stageProperty().get())
                        .toList()))
                .containsOnly(Stage.DONE);
        WindowRig.run(() -> List.copyOf(compare().panes())
                .forEach(p -> compare().rate(p, p.textProperty().get().strip().equals("OPEN") ? 5 : 1)));
        assertThat(WindowRig.fx(() -> compare().rating().hiddenProperty().get()))
                .isFalse();
        WindowRig.await("scores", () -> compare().rating().standings().size() == 3);
        assertThat(compare().rating().standings().getLast().model()).startsWith("second@");
        assertThat(compare().rating().standings()).allMatch(s -> s.blind() == 1);
        assertThat(folder.resolve("user/compare/ratings.jsonl")).exists();
    }

    @Test
    void aPromptSetRunsAsAMatrixAndItsReportNamesWhatCouldNotBeDone() throws IOException {
        Path set = Files.writeString(
                folder.resolve("set.csv"),
                "prompt,images,expected\nRead the text.,%1$s,OPEN\nRead the text.,%1$s,SHUT\nRead it.,lost.png,x\nshort\n"
                        .formatted(SIGN));
        WindowRig.run(() -> compare().openSet(set));
        WindowRig.await("the set", () -> compare().promptSetProperty().get() != null);
        assertThat(compare().problemProperty().get())
                .startsWith("set.csv, line 4: there is no picture")
                .endsWith("(and 1 more, all in the report)")
                .doesNotContain("\n");
        WindowRig.run(() -> compare().run());
        awaitEnd();

        TableView<?> matrix = (TableView<?>) rig.node("#compare-matrix");
        assertThat(WindowRig.fx(() -> matrix.getColumns().size())).isEqualTo(6);
        assertThat(cell(matrix, 3, 0)).isEqualTo("✓ exact");
        assertThat(cell(matrix, 3, 1)).startsWith("✗ errors");
        assertThat(cell(matrix, 5, 0)).isEqualTo("✓ exact");
        WindowRig.run(() -> matrix.getSelectionModel().select(1));
        assertThat(pane(2).textProperty().get().strip()).isEqualTo("OPEN");

        Path report = folder.resolve("report");
        WindowRig.run(() -> compare().saveReport(report));
        WindowRig.await("the report", () -> compare().statusProperty().get().startsWith("Saved"));
        List<String> rows = Files.readAllLines(report.resolve("report.csv"));
        assertThat(rows).hasSize(9);
        assertThat(rows.get(1)).startsWith("2,Read the text.,").contains("phi-demo@fp32", ",OPEN,true,true,0.0000,");
        assertThat(rows.get(3)).contains("remote:mine").contains(",OPEN,true,true,0.0000,");
        assertThat(rows.get(7)).startsWith("4,").contains("there is no picture");
        assertThat(Files.readString(report.resolve("report.html")))
                .contains("phi-demo@fp32", "second@", "remote:mine", "there is no picture")
                .doesNotContain("<script");
    }

    private static String cell(TableView<?> matrix, int column, int row) {
        return WindowRig.fx(() -> String.valueOf(matrix.getColumns().get(column).getCellData(row)));
    }

    private void awaitEnd() {
        WindowRig.await(
                "the end",
                () -> !compare().runningProperty().get()
                        && compare().panes().stream()
                                .noneMatch(p -> p.labelProperty().get().isEmpty()));
        WindowRig.frames(5);
    }

    private void choose(int pane, String name) {
        pane(pane)
                .choiceProperty()
                .set(compare().choices().all().stream()
                        .filter(c -> c.key().endsWith(name))
                        .findFirst()
                        .orElseThrow());
    }

    private PaneViewModel pane(int index) {
        return compare().panes().get(index);
    }

    private CompareViewModel compare() {
        return rig.workbench().compare();
    }
}
