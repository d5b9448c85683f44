package io.phiworkbench.ui.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.ScriptedChatModel;
import io.phiworkbench.models.LoadedModel;
import io.phiworkbench.server.ServedModels.Served;
import io.phiworkbench.ui.control.FxThread;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The server's switch without a window: everything on the test's thread. */
class ServerViewModelTest {
    private final FxThread here = new FxThread(Runnable::run, Runnable::run);
    private final ScriptedChatModel model = ScriptedChatModel.saying("Good", " day");
    private final ServerViewModel server = new ServerViewModel(() -> List.of(new Served("scripted", model)), here);

    @AfterEach
    void close() {
        server.close();
        model.close();
    }

    @Test
    void servesWhileItIsOn() throws Exception {
        server.portProperty().set(0);
        server.setRunning(true);
        assertThat(server.runningProperty().get()).isTrue();
        assertThat(server.addressProperty().get()).startsWith("http://127.0.0.1:");

        assertThat(ask()).contains("scripted");
        assertThat(server.figuresProperty().get().requests()).isEqualTo(1);
        String address = server.addressProperty().get();
        server.setRunning(false);

        assertThat(server.runningProperty().get()).isFalse();
        assertThat(server.addressProperty().get()).isEmpty();
        assertThat(address).isNotEmpty();
    }

    @Test
    void saysWhyItCannotBeSwitchedOn() {
        server.portProperty().set(0);
        server.setRunning(true);
        ServerViewModel second = new ServerViewModel(List::of, here);
        second.portProperty().set(URI.create(server.addressProperty().get()).getPort());

        second.setRunning(true);

        assertThat(second.runningProperty().get()).isFalse();
        assertThat(second.changingProperty().get()).isFalse();
        assertThat(second.problemProperty().get()).contains("choose another port");
    }

    @Test
    void givesTwoModelsOfOneNameTwoNames() {
        LoadedModel a = new LoadedModel(Path.of("a"), "phi", LoadOptions.auto(), model);
        LoadedModel b = new LoadedModel(Path.of("b"), "phi", LoadOptions.auto(), model);

        assertThat(ServerViewModel.named(List.of(a, b)).stream().map(Served::name))
                .containsExactly("phi", "phi-2");
    }

    private String ask() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(
                                            URI.create(server.addressProperty().get() + "/models"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
