package io.phiworkbench.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.inference.ScriptedChatModel;
import io.phiworkbench.inference.remote.Preset;
import io.phiworkbench.server.ApiServer;
import io.phiworkbench.server.ServedModels.Served;
import io.phiworkbench.server.ServerOptions;
import io.phiworkbench.ui.i18n.Messages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real window, closed and opened again on the same data. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class FirstModelTest {
    private static final Path DEMO = Path.of("assets/models/phi-demo").toAbsolutePath();

    @TempDir
    Path data;

    private final ScriptedChatModel behind = ScriptedChatModel.saying("Good", " day");
    private final ApiServer server =
            ApiServer.start(ServerOptions.loopback(0), () -> List.of(new Served("scripted", behind)));
    private WindowRig rig;

    @BeforeEach
    void open() {
        Messages.use(Locale.ENGLISH);
        rig = start();
    }

    @AfterEach
    void close() {
        rig.close();
        server.close();
        behind.close();
    }

    private WindowRig start() {
        return new WindowRig(
                data, Path.of("assets"), (_, _, _, _) -> new ScriptedModel("Local", _ -> "ok", Duration.ZERO));
    }

    private void startAgain(Optional<Path> wanted) {
        rig.close();
        rig = start();
        WindowRig.run(() -> new FirstModel(rig.workbench()).make(wanted));
    }

    private void useRemote() {
        WindowRig.run(() -> {
            var remote = rig.workbench().remote();
            remote.add();
            remote.form().nameProperty().set("mine");
            remote.form().presetProperty().set(Preset.OLLAMA);
            remote.form().baseUrlProperty().set(server.baseUrl());
            remote.form().modelProperty().set("scripted");
            remote.save();
        });
        WindowRig.await("endpoint", () -> rig.workbench().remote().endpoints().size() == 1);
        WindowRig.run(() -> {
            var remote = rig.workbench().remote();
            remote.use(remote.endpoints().getFirst());
        });
        awaitModel("mine");
    }

    private void awaitModel(String name) {
        WindowRig.await(
                "the model " + name,
                () -> rig.workbench()
                        .models()
                        .current()
                        .filter(m -> m.label().startsWith(name))
                        .isPresent());
    }

    @Test
    void theRemoteModelUsedLastAnswersAgain() {
        useRemote();
        startAgain(Optional.empty());
        awaitModel("mine");
        assertThat(behind.asked()).isEmpty();

        WindowRig.run(() -> rig.workbench().chat().ask("hello"));
        WindowRig.await(
                "the answer",
                () -> !rig.workbench().chat().messages().isEmpty()
                        && rig.workbench()
                                .chat()
                                .messages()
                                .getLast()
                                .message()
                                .details()
                                .isPresent());
        assertThat(behind.asked()).hasSize(1);
    }

    @Test
    void aModelNamedOnTheCommandLineGoesBefore() {
        useRemote();
        startAgain(Optional.of(DEMO));
        awaitModel("Local");
    }

    @Test
    void withTheSettingOffTheLastModelStaysAway() {
        useRemote();
        WindowRig.run(() -> rig.workbench().settings().loadLastModelProperty().set(false));
        startAgain(Optional.empty());
        awaitModel("Local");
    }

    @Test
    void aRemoteModelThatWasRemovedGivesWayToTheDemo() {
        useRemote();
        WindowRig.run(() -> {
            var remote = rig.workbench().remote();
            remote.remove(remote.endpoints().getFirst());
        });
        WindowRig.await(
                "no endpoint", () -> rig.workbench().remote().endpoints().isEmpty());
        startAgain(Optional.empty());
        awaitModel("Local");
    }
}
