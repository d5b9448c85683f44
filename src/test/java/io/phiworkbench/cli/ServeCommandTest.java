package io.phiworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ServeCommandTest {
    private final CommandRun phi = new CommandRun();

    @Test
    void servesUntilTheUserEndsIt() throws Exception {
        CompletableFuture<Integer> code =
                CompletableFuture.supplyAsync(() -> phi.run("serve", "small=some/folder", "--port", "0"));
        String url = phi.awaitOut("http://127.0.0.1:\\d+/v1");

        HttpResponse<String> answer =
                ask(url, "{\"model\":\"small\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
        phi.interrupts.interrupt();

        assertThat(answer.body()).contains("\"content\":\"hi!\"");
        assertThat(code.get()).isEqualTo(ExitCode.OK);
        assertThat(phi.model.closed).isTrue();
        assertThat(phi.err()).contains("serving small; Ctrl-C ends").doesNotContain("warning");
    }

    @Test
    void saysSoWhereThePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            int code = phi.run("serve", "m", "--port", String.valueOf(taken.getLocalPort()));

            assertThat(code).isEqualTo(ExitCode.INPUT);
            assertThat(phi.err()).contains("phi: cannot listen on 127.0.0.1 port " + taken.getLocalPort());
        }
        assertThat(phi.model.folder).as("what was loaded for it").isNull();
    }

    @Test
    void saysWhatAHostIsThatNobodyHas() {
        assertThat(phi.run("serve", "m", "--host", "no.such.host.invalid")).isEqualTo(ExitCode.INPUT);
        assertThat(phi.err()).contains("cannot listen on no.such.host.invalid: no address is called so");
    }

    @Test
    void refusesTwoModelsOfOneName() {
        assertThat(phi.run("serve", "m", "m", "--port", "0")).isEqualTo(ExitCode.INPUT);
        assertThat(phi.err()).contains("two models are called fake; give one another name");
    }

    @Test
    void refusesAPortThatIsNone() {
        assertThat(phi.run("serve", "m", "--port", "70000")).isEqualTo(ExitCode.USAGE);
    }

    private static HttpResponse<String> ask(String url, String body) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(url + "/chat/completions"))
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
