package io.phiworkbench.ui.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.ScriptedChatModel;
import io.phiworkbench.inference.remote.Preset;
import io.phiworkbench.inference.remote.RemoteModels;
import io.phiworkbench.models.LibraryPlaces;
import io.phiworkbench.models.LoadedModels;
import io.phiworkbench.models.ModelLibrary;
import io.phiworkbench.server.ApiServer;
import io.phiworkbench.server.ServedModels.Served;
import io.phiworkbench.server.ServerOptions;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.models.ModelsViewModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of remote models without a window: everything on the test's thread. */
class RemoteViewModelTest {
    private final FxThread here = new FxThread(Runnable::run, Runnable::run);
    private final ScriptedChatModel model = ScriptedChatModel.saying("Good", " day");
    private final ApiServer server = ApiServer.start(
            ServerOptions.loopback(0).withApiKey(Optional.of("sesame")), () -> List.of(new Served("scripted", model)));

    @TempDir
    private Path folder;

    private ModelLibrary library;
    private LoadedModels memory;
    private ModelsViewModel models;
    private RemoteViewModel remote;

    @BeforeEach
    void open() {
        library = new ModelLibrary(new LibraryPlaces(
                List.of(), folder.resolve("models"), folder.resolve("added.txt"), folder.resolve("hub")));
        memory = new LoadedModels((_, _, _, _) -> model);
        models = new ModelsViewModel(library, memory, here);
        remote = new RemoteViewModel(() -> RemoteModels.withKeysInFile(folder), models, folder, here);
    }

    @AfterEach
    void close() {
        remote.close();
        memory.close();
        library.close();
        server.close();
        model.close();
    }

    private void fill(String key) {
        remote.add();
        remote.form().nameProperty().set("mine");
        remote.form().baseUrlProperty().set(server.baseUrl());
        remote.form().keyProperty().set(key);
    }

    @Test
    void testsSavesAndLetsAModelAnswer() {
        fill("sesame");
        remote.test();
        assertThat(remote.form().modelProperty().get()).isEqualTo("scripted");
        remote.save();
        assertThat(remote.editingProperty().get()).isFalse();
        assertThat(remote.form().keyProperty().get()).isEmpty();

        remote.use(remote.endpoints().getFirst());

        assertThat(models.currentProperty().get().label()).isEqualTo("mine · 127.0.0.1");
        assertThat(remote.isCurrent(remote.endpoints().getFirst())).isTrue();
        assertThat(remote.choices())
                .singleElement()
                .satisfies(c -> assertThat(c.current()).isTrue());
        Prompt hello = new Prompt.Chat(List.of(new ChatMessage(ChatMessage.Role.USER, "hello")));
        assertThat(models.currentProperty()
                        .get()
                        .model()
                        .generate(hello, GenerationOptions.greedy(), _ -> {})
                        .result()
                        .join()
                        .text())
                .isEqualTo("Good day");
    }

    @Test
    void saysWhatTheServerSaysWhereTheKeyIsWrong() {
        fill("wrong");
        remote.test();

        assertThat(remote.messageProperty().get()).contains("answers 401").doesNotContain("wrong-");
        assertThat(remote.busyProperty().get()).isFalse();
    }

    @Test
    void keepsTheFormOpenWhereSomethingIsMissing() {
        fill("sesame");
        remote.save();

        assertThat(remote.editingProperty().get()).isTrue();
        assertThat(remote.messageProperty().get()).contains("needs the name of a model");
    }

    @Test
    void aModelThatIsForgottenAnswersNoMore() {
        fill("sesame");
        remote.form().modelProperty().set("scripted");
        remote.save();
        remote.use(remote.endpoints().getFirst());
        remote.remove(remote.endpoints().getFirst());

        assertThat(remote.endpoints()).isEmpty();
        assertThat(models.currentProperty().get()).isNull();
    }

    /** A window that is opened anew on the same data, and the place that named the model in the one before. */
    private Path startAgain() {
        remote.use(remote.endpoints().getFirst());
        Path last = models.currentProperty().get().folder();
        remote.close();
        models = new ModelsViewModel(library, memory, here);
        remote = new RemoteViewModel(() -> RemoteModels.withKeysInFile(folder), models, folder, here);
        return last;
    }

    private void keep(Preset preset, String key) {
        fill(key);
        remote.form().presetProperty().set(preset);
        remote.form().baseUrlProperty().set(server.baseUrl());
        remote.form().modelProperty().set("scripted");
        remote.save();
    }

    @Test
    void theLastModelAnswersAgainAtTheNextStart() {
        keep(Preset.OTHER, "sesame");
        Path last = startAgain();
        assertThat(remote.isRemote(last)).isTrue();
        assertThat(remote.isRemote(folder.resolve("models"))).isFalse();

        assertThat(remote.reconnect(last).join()).isTrue();
        assertThat(models.currentProperty().get().label()).isEqualTo("mine · 127.0.0.1");
        assertThat(models.currentProperty().get().folder()).isEqualTo(last);
        assertThat(model.asked()).isEmpty();
    }

    @Test
    void withoutItsKeyTheLastModelIsNotConnected() {
        keep(Preset.NVIDIA_NIM, "");
        Path last = startAgain();

        assertThat(remote.reconnect(last).join()).isFalse();
        assertThat(models.currentProperty().get()).isNull();
    }

    @Test
    void aLastModelThatWasForgottenIsNotConnected() {
        keep(Preset.OTHER, "sesame");
        Path last = startAgain();
        remote.remove(remote.endpoints().getFirst());

        assertThat(remote.reconnect(last).join()).isFalse();
    }

    @Test
    void fillsInTheAddressOfAServiceUntilTheUserTypesAnother() {
        remote.add();
        remote.form().presetProperty().set(Preset.OLLAMA);
        assertThat(remote.form().baseUrlProperty().get()).isEqualTo("http://localhost:11434/v1");
        remote.form().presetProperty().set(Preset.VLLM);
        assertThat(remote.form().baseUrlProperty().get()).isEqualTo("http://localhost:8000/v1");
        remote.form().baseUrlProperty().set("http://head-node:8000/v1");
        remote.form().presetProperty().set(Preset.OTHER);
        assertThat(remote.form().baseUrlProperty().get()).isEqualTo("http://head-node:8000/v1");
    }
}
