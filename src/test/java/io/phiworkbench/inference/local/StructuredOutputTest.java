package io.phiworkbench.inference.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.FinishReason;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.GenerationResult;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.OutputFormat;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.local.grammar.JsonSchemas;
import io.phiworkbench.inference.local.grammar.RandomSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers of models that know nothing of JSON: random weights, and the demonstration model. */
class StructuredOutputTest {
    private static final Path DEMO = Path.of("assets/models/phi-demo");
    private static final Path TINY_TOKENIZER = Path.of("src/test/resources/tokenizer/tiny");
    private static final GenerationOptions GREEDY = GenerationOptions.greedy().withMaxTokens(200);

    @TempDir
    Path folder;

    private static ChatModel load(Path model) {
        return new LocalModelLoader().load(model, LoadOptions.auto().withThreads(1), _ -> {}, () -> false);
    }

    private ChatModel golden(String name) throws IOException {
        try (Stream<Path> files = Stream.concat(Files.list(GoldenCase.of(name).folder()), Files.list(TINY_TOKENIZER))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        return load(folder);
    }

    private static GenerationResult run(ChatModel model, Prompt prompt, GenerationOptions options) {
        return model.generate(prompt, options, _ -> {}).result().join();
    }

    private static void assertFulfils(ChatModel model, RandomSchemas schemas, int count, Prompt prompt) {
        for (int i = 0; i < count; i++) {
            JsonNode schema = schemas.next();
            GenerationOptions options = (i % 2 == 0
                            ? GREEDY
                            : GREEDY.withTemperature(1.5).withSeed(i))
                    .withFormat(new OutputFormat.JsonSchema(schema.toString()));
            GenerationResult result = run(model, prompt, options);
            assertThat(JsonSchemas.faults(schema, result.text()))
                    .as("%s: %s ended by %s", schema, result.text(), result.reason())
                    .isEmpty();
        }
    }

    @Test
    void randomWeightsFulfilAHundredRandomSchemas() throws IOException {
        var schemas = new RandomSchemas(1);
        try (ChatModel model = golden("phi3-mini-4k")) {
            for (String prompt : List.of("hello world", "the ", "{\"name\": ", "a b c", "Hi")) {
                assertFulfils(model, schemas, 20, new Prompt.Completion(prompt));
            }
        }
    }

    @Test
    void theDemonstrationModelFulfilsAHundredRandomSchemas() {
        var schemas = new RandomSchemas(2);
        try (ChatModel model = load(DEMO)) {
            for (String prompt : List.of("hello", "Write JSON.", "Copy: {\"name\":", "What is 2 + 3?", "é ✓")) {
                assertFulfils(model, schemas, 20, chat(prompt));
            }
        }
    }

    private static Prompt chat(String text) {
        return new Prompt.Chat(List.of(new ChatMessage(ChatMessage.Role.USER, text)));
    }

    @Test
    void anAnswerThatTheFormDoesNotTouchIsTheSameWithIt() {
        try (ChatModel model = load(DEMO)) {
            String free = run(model, chat("Repeat: lamp"), GREEDY).text();
            var any = new OutputFormat.Pattern("[\\s\\S]*");
            assertThat(run(model, chat("Repeat: lamp"), GREEDY.withFormat(any)).text())
                    .isEqualTo(free)
                    .isNotEmpty();
        }
    }

    @Test
    void promptLookupDoesNotChangeAnAnswerThatKeepsAForm() {
        try (ChatModel model = load(DEMO)) {
            Prompt prompt = chat("Copy: {\"a\": 1, \"b\": [2, 3], \"a\": 1, \"b\": [2, 3]}");
            GenerationOptions options = GREEDY.withMaxTokens(120).withFormat(OutputFormat.JSON);
            assertThat(run(model, prompt, options).text())
                    .isEqualTo(
                            run(model, prompt, options.withPromptLookup(false)).text());
        }
    }

    @Test
    void anAnswerForWhichTokensRunOutIsCompletedAndSaysSo() {
        try (ChatModel model = load(DEMO)) {
            var format = new OutputFormat.Pattern("(ab)+\\.");
            GenerationResult result =
                    run(model, chat("go"), GREEDY.withMaxTokens(1 + 2 * 5).withFormat(format));
            assertThat(result.text()).matches("(ab)+\\.");
            var endless = new OutputFormat.Pattern("a{500,}");
            assertThatThrownBy(() -> run(model, chat("go"), GREEDY.withFormat(endless)))
                    .isInstanceOf(CompletionException.class)
                    .hasMessageContaining("takes 500 tokens, but max tokens is 200: raise it");
            var choice = new OutputFormat.Choice(List.of("aa", "aaaa"));
            assertThat(run(model, chat("go"), GREEDY.withMaxTokens(2).withFormat(choice))
                            .reason())
                    .isIn(FinishReason.MAX_TOKENS, FinishReason.END_OF_TEXT);
        }
    }

    @Test
    void stopStringsAndFormsExcludeEachOther() {
        try (ChatModel model = load(DEMO)) {
            assertThatThrownBy(() ->
                            run(model, chat("go"), GREEDY.withStop(List.of("}")).withFormat(OutputFormat.JSON)))
                    .hasMessageContaining("stop strings could cut an answer");
        }
    }

    @Test
    void aModelWithoutTokenizerSaysThatItCannotKeepAForm() {
        try (ChatModel model = load(GoldenCase.of("phi3-mini-4k").folder())) {
            assertThatThrownBy(
                            () -> run(model, new Prompt.TokenIds(List.of(1, 5)), GREEDY.withFormat(OutputFormat.JSON)))
                    .hasMessageContaining("tokenizer.json");
        }
    }
}
