package io.phiworkbench.inference.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.ChatMessage.Role;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.FinishReason;
import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.inference.Generation;
import io.phiworkbench.inference.GenerationEvent;
import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.GenerationResult;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.RunFault;
import io.phiworkbench.inference.ScriptedChatModel;
import io.phiworkbench.server.ApiServer;
import io.phiworkbench.server.DemoModel;
import io.phiworkbench.server.ServedModels.Served;
import io.phiworkbench.server.ServerFigures;
import io.phiworkbench.server.ServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A remote model is asked like a local one and answers like one, whatever the other side does. */
class RemoteChatModelTest {
    private static final String DONE =
            "data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":"
                    + "[{\"index\":0,\"delta\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

    @TempDir
    private Path folder;

    private ChatModel remote(String baseUrl, String model, String key) {
        RemoteModels models = RemoteModels.withKeysInFile(folder);
        Endpoint endpoint = new Endpoint("test", Preset.OTHER, baseUrl, model, OptionalInt.empty(), true);
        models.put(endpoint, Optional.ofNullable(key));
        return models.connect(endpoint);
    }

    private static Prompt.Chat saying(String text, ImageInput... images) {
        return new Prompt.Chat(List.of(new ChatMessage(Role.USER, text, List.of(images))));
    }

    private static GenerationResult run(ChatModel model, Prompt prompt, GenerationOptions options) {
        return model.generate(prompt, options, _ -> {}).result().join();
    }

    @Test
    void memoryThatRunsOutWhileTheRequestIsMadeFailsTheRun() {
        List<GenerationEvent> ends = new CopyOnWriteArrayList<>();
        try (ChatModel model = remote("http://127.0.0.1:1/v1", "m", null)) {
            var run = model.generate(saying("hello"), GenerationOptions.greedy(), event -> {
                if (event instanceof GenerationEvent.PhaseProgress) {
                    throw new OutOfMemoryError("as writing out the pictures would");
                }
                ends.add(event);
            });
            assertThatThrownBy(() -> run.result().join()).hasCauseInstanceOf(GenerationException.class);
        }
        assertThat(ends)
                .singleElement()
                .isInstanceOfSatisfying(
                        GenerationEvent.Failed.class,
                        failed -> assertThat(failed.cause().failure())
                                .isEqualTo(Failure.of(RunFault.HEAP_OUT_OF_MEMORY)));
    }

    @Test
    void saysThroughTheOwnServerTokenByTokenWhatTheLocalModelSays() throws Exception {
        ImageInput sign = ImageInput.of("sign", Files.readAllBytes(DemoModel.SIGN));
        ImageInput chart = ImageInput.of("chart", Files.readAllBytes(DemoModel.SIGN.resolveSibling("chart.png")));
        List<Prompt> prompts = List.of(
                saying("hello"),
                saying("Read the text.", sign),
                saying("First <|image_2|> and then <|image_1|>: what?", sign, chart),
                saying("<|image_1|>Read the text.", sign),
                new Prompt.Chat(
                        List.of(
                                new ChatMessage(Role.SYSTEM, "Be short."),
                                new ChatMessage(Role.USER, "hello"),
                                new ChatMessage(Role.ASSISTANT, "Hello, you")),
                        true),
                new Prompt.Completion("Once upon"),
                new Prompt.TokenIds(List.of(1, 5, 9)));
        GenerationOptions options = GenerationOptions.greedy().withMaxTokens(40);
        try (ChatModel local = DemoModel.load();
                ApiServer server =
                        ApiServer.start(ServerOptions.loopback(0), () -> List.of(new Served("demo", local)));
                ChatModel remote = remote(server.baseUrl(), "demo", null)) {
            for (Prompt prompt : prompts) {
                assertThat(run(remote, prompt, options).text())
                        .isEqualTo(run(local, prompt, options).text());
                GenerationResult here = run(local, prompt, options.withIgnoreEndOfText(true));
                GenerationResult there = run(remote, prompt, options.withIgnoreEndOfText(true));

                assertThat(there.text()).isEqualTo(here.text());
                assertThat(there.tokens()).hasSize(40);
                assertThat(texts(there)).isEqualTo(texts(here));
                assertThat(there.reason() == FinishReason.MAX_TOKENS)
                        .isEqualTo(here.reason() == FinishReason.MAX_TOKENS);
                assertThat(there.statistics().promptTokens())
                        .isEqualTo(here.statistics().promptTokens());
                assertThat(there.statistics().generatedTokens())
                        .isEqualTo(here.statistics().generatedTokens());
            }
            GenerationOptions likely = options.withAlternatives(3);
            GenerationResult here = run(local, prompts.getFirst(), likely);
            GenerationResult there = run(remote, prompts.getFirst(), likely);
            assertThat(texts(there)).isEqualTo(texts(here));
            // The second run finds the prompt in the cache, where sums of another order may differ in their last
            // digits.
            assertThat(there.tokens().getFirst().logprob())
                    .isCloseTo(here.tokens().getFirst().logprob(), within(1e-6));
            assertThat(there.tokens().getFirst().alternatives().stream().map(GeneratedToken.Alternative::text))
                    .containsExactlyElementsOf(here.tokens().getFirst().alternatives().stream()
                            .map(GeneratedToken.Alternative::text)
                            .toList());
        }
    }

    private static List<String> texts(GenerationResult result) {
        return result.tokens().stream().map(GeneratedToken::text).toList();
    }

    @Test
    void cancellingEndsTheRunOnBothSides() throws Exception {
        ScriptedChatModel model = ScriptedChatModel.saying("a", "b", "c");
        model.holdTokens();
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch abandoned = new CountDownLatch(1);
        try (ApiServer server = ApiServer.start(ServerOptions.loopback(0), () -> List.of(new Served("m", model)));
                ChatModel remote = remote(server.baseUrl(), "m", null)) {
            server.listen(f -> count(f, abandoned));
            Generation running = remote.generate(saying("x"), GenerationOptions.greedy(), event -> {
                if (event instanceof GenerationEvent.TokenGenerated) {
                    first.countDown();
                }
            });
            model.release(1);
            assertThat(first.await(20, TimeUnit.SECONDS)).isTrue();

            running.cancel();
            GenerationResult result = running.result().get(20, TimeUnit.SECONDS);

            assertThat(result.reason()).isEqualTo(FinishReason.CANCELLED);
            assertThat(result.text()).isEqualTo("a");
            assertThat(abandoned.await(20, TimeUnit.SECONDS)).isTrue();
            model.releaseAll();
            assertThat(run(remote, saying("x"), GenerationOptions.greedy()).text())
                    .isEqualTo("abc");
        }
        model.close();
    }

    private static void count(ServerFigures figures, CountDownLatch abandoned) {
        if (figures.abandoned() == 1) {
            abandoned.countDown();
        }
    }

    @Test
    void showsErrorsAsTheServerSaysThem() {
        try (ScriptedChatModel model = ScriptedChatModel.saying("a");
                ApiServer server = ApiServer.start(
                        ServerOptions.loopback(0).withApiKey(Optional.of("sesame")),
                        () -> List.of(new Served("m", model)))) {
            assertFails(server.baseUrl(), "m", "wrong-key", "127.0.0.1 answers 401: the API key is missing or wrong");
            assertFails(server.baseUrl(), "gpt", "sesame", "127.0.0.1 answers 404: the model 'gpt' is not served here");
            assertFails(server.baseUrl() + "/none", "m", "sesame", "answers 404: there is nothing at POST");
        }
    }

    @Test
    void saysWhatToDoWhereNobodyListensOrSomethingElseAnswers() throws Exception {
        assertFails("http://127.0.0.1:1/v1", "m", null, "is the server running?");
        try (Stub page = new Stub(exchange -> answer(exchange, 200, "text/html", "<html>welcome</html>"))) {
            assertFails(page.url(), "m", null, "does not answer as OpenAI's interface does");
        }
        try (Stub page = new Stub(exchange -> answer(exchange, 404, "text/html", "<html>nothing</html>"))) {
            assertFails(page.url(), "m", null, "answers 404");
        }
    }

    @Test
    void neverRepeatsTheKey() throws Exception {
        try (Stub echo = new Stub(exchange -> answer(
                exchange,
                400,
                "application/json",
                "{\"error\":{\"message\":\"bad key "
                        + exchange.getRequestHeaders().getFirst("Authorization") + "\"}}"))) {
            assertFails(echo.url(), "m", "sk-very-secret", "bad key Bearer …");
        }
    }

    @Test
    void triesAgainWhereTheServerIsBusy() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (Stub busy = new Stub(exchange -> {
                    int number = asked.incrementAndGet();
                    exchange.getResponseHeaders().add("Retry-After-Ms", "1");
                    if (number < 3) {
                        answer(exchange, number == 1 ? 429 : 503, "application/json", "{}");
                    } else {
                        answer(exchange, 200, "text/event-stream", DONE);
                    }
                });
                ChatModel model = remote(busy.url(), "m", null)) {
            assertThat(run(model, saying("x"), GenerationOptions.greedy()).text())
                    .isEqualTo("hi");
            assertThat(asked).hasValue(3);
        }
    }

    @Test
    void refusesPicturesForAModelThatReadsNone() {
        Endpoint blind = new Endpoint("b", Preset.OLLAMA, "http://localhost:1/v1", "m", OptionalInt.of(100), false);
        try (ChatModel model = RemoteModels.withKeysInFile(folder).connect(blind)) {
            Prompt look = saying("look", ImageInput.of("x", new byte[] {1}));
            assertThatThrownBy(() -> run(model, look, GenerationOptions.greedy()))
                    .hasMessageContaining("reads text only");
            assertThat(model.description().remote()).isFalse();
            assertThat(model.description().contextLength()).isEqualTo(100);
        }
    }

    private void assertFails(String url, String modelName, String key, String message) {
        List<GenerationEvent> events = new ArrayList<>();
        try (ChatModel model = remote(url, modelName, key)) {
            Generation running = model.generate(saying("x"), GenerationOptions.greedy(), events::add);
            assertThatThrownBy(() -> running.result().join())
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOf(GenerationException.class)
                    .hasMessageContaining(message)
                    .message()
                    .doesNotContain(key == null ? "\n" : key);
        }
        assertThat(events.getLast()).isInstanceOf(GenerationEvent.Failed.class);
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server that is none of ours. */
    private static final class Stub implements AutoCloseable {
        private final HttpServer server;

        Stub(com.sun.net.httpserver.HttpHandler handler) throws IOException {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            server.createContext("/", handler);
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
