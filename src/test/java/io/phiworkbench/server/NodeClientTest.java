package io.phiworkbench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.Prompt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** OpenAI's official client for Node, the pinned version of {@code src/test/node}, against the demonstration model. */
class NodeClientTest {
    private static final Path SOURCE = Path.of("src/test/node");
    private static final Path FOLDER = Path.of("target/node");

    @Test
    void theOfficialNodeClientGetsWhatTheModelSays() throws Exception {
        installClient();
        try (ChatModel model = DemoModel.load();
                ServerRig rig = ServerRig.serving(ServerOptions.loopback(0).withApiKey(Optional.of("sesame")), model)) {
            JsonNode got = ask(rig.server.baseUrl());

            String hello = answer(model, new ChatMessage(ChatMessage.Role.USER, "hello"));
            ImageInput sign = ImageInput.of("sign", Files.readAllBytes(DemoModel.SIGN));
            String seen = answer(model, new ChatMessage(ChatMessage.Role.USER, "Read the text.", List.of(sign)));
            assertThat(got.at("/models/0").textValue()).isEqualTo("phi");
            assertThat(got.at("/whole/text").textValue()).isEqualTo(hello);
            assertThat(got.at("/whole/logprobs").intValue())
                    .isEqualTo(got.at("/whole/usage/completion_tokens").intValue());
            assertThat(got.at("/whole/alternatives").intValue()).isEqualTo(2);
            assertThat(got.at("/streamed/text").textValue()).isEqualTo(hello);
            assertThat(got.at("/streamed/pieces").size()).isGreaterThan(1);
            assertThat(got.at("/streamed/reason").textValue()).isEqualTo("stop");
            assertThat(got.at("/streamed/usage/completion_tokens")).isEqualTo(got.at("/whole/usage/completion_tokens"));
            assertThat(got.at("/picture/text").textValue()).isEqualTo(seen);
            assertThat(got.at("/completion").textValue())
                    .isEqualTo(DemoModel.answer(
                                    model,
                                    new Prompt.Completion("he"),
                                    GenerationOptions.greedy().withMaxTokens(4))
                            .text());
            assertError(got.at("/unknownModel"), "NotFoundError", 404, "model_not_found");
            assertError(got.at("/negative"), "BadRequestError", 400, "invalid_value");
            assertError(got.at("/address"), "BadRequestError", 400, "invalid_value");
            assertError(got.at("/wrongKey"), "AuthenticationError", 401, "invalid_api_key");
            assertThat(got.at("/address/message").textValue()).contains("fetches nothing");
        }
    }

    private static String answer(ChatModel model, ChatMessage message) {
        return DemoModel.answer(model, new Prompt.Chat(List.of(message)), GenerationOptions.greedy())
                .text();
    }

    private static void assertError(JsonNode error, String kind, int status, String code) {
        assertThat(error.at("/kind").textValue()).isEqualTo(kind);
        assertThat(error.at("/status").intValue()).isEqualTo(status);
        assertThat(error.at("/code").textValue()).isEqualTo(code);
    }

    private static void installClient() throws Exception {
        assumeTrue(runs("node", "--version") && runs("npm", "--version"), "Node is not installed");
        Files.createDirectories(FOLDER);
        for (String file : List.of("package.json", "package-lock.json", "ask.mjs")) {
            Files.copy(SOURCE.resolve(file), FOLDER.resolve(file), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(FOLDER.resolve("node_modules/openai"))) {
            assumeTrue(
                    runs("npm", "ci", "--no-audit", "--no-fund", "--prefer-offline"),
                    "npm cannot fetch the client from its registry");
        }
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(Files.isDirectory(FOLDER) ? FOLDER.toFile() : null)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static JsonNode ask(String baseUrl) throws Exception {
        Path errors = FOLDER.resolve("errors.txt");
        Process process = new ProcessBuilder(
                        "node",
                        "ask.mjs",
                        baseUrl,
                        "phi",
                        DemoModel.SIGN.toAbsolutePath().toString())
                .directory(FOLDER.toFile())
                .redirectError(errors.toFile())
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        assertThat(status).as(Files.readString(errors)).isZero();
        return ServerRig.tree(printed);
    }
}
