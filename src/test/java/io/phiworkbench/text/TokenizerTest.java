package io.phiworkbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tokenizer on a small vocabulary of the same kind as Phi's: BPE with byte fallback. */
class TokenizerTest {
    static final Path TINY = Path.of("src/test/resources/tokenizer/tiny");

    @TempDir
    Path folder;

    @Test
    void encodesAndDecodes() {
        try (Tokenizer tokenizer = Tokenizer.open(TINY)) {
            int[] ids = tokenizer.encodeAsIs("hello world é 🙂");

            assertThat(ids).startsWith(tokenizer.encodeAsIs("hello")).hasSize(2 + 1 + 2 + 1 + 4);
            assertThat(tokenizer.decode(ids, true)).isEqualTo("hello world é 🙂");
        }
    }

    @Test
    void turnsSpecialTokensWrittenInTheTextIntoTheirIds() {
        try (Tokenizer tokenizer = Tokenizer.open(TINY)) {
            int[] ids = tokenizer.encodeAsIs("<|user|>\nHi<|end|>\n<|assistant|>\n");

            assertThat(ids).startsWith(318).endsWith(319, 317).doesNotContain(316);
            assertThat(tokenizer.decode(ids, false)).isEqualTo("<|user|> \nHi<|end|><|assistant|>");
            assertThat(tokenizer.decode(ids, true)).isEqualTo("\nHi");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "{\"bos_token\":\"<s>\",\"add_bos_token\":true} | true",
                "{\"bos_token\":\"<s>\",\"add_bos_token\":false} | false",
                "{\"bos_token\":\"<s>\",\"tokenizer_class\":\"LlamaTokenizerFast\"} | true",
                "{\"bos_token\":\"<s>\",\"tokenizer_class\":\"GPT2Tokenizer\"} | true",
                "{\"bos_token\":{\"content\":\"<s>\"}} | true",
                "{\"add_bos_token\":true} | false",
                "none | false",
            })
    void addsTheBeginningOfTextAsTheSettingsSay(String settings, boolean expected) throws IOException {
        Files.copy(TINY.resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
        if (settings != null) {
            Files.writeString(folder.resolve("tokenizer_config.json"), settings);
        }
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            assertThat(tokenizer.addsBos()).isEqualTo(expected);
            assertThat(tokenizer.encode("hello").length).isEqualTo(expected ? 2 : 1);
        }
    }

    @Test
    void followsAPostProcessorThatAddsNothing() throws IOException {
        String json = Files.readString(TINY.resolve("tokenizer.json"));
        int from = json.indexOf("\"post_processor\"");
        int to = json.indexOf("\"decoder\"");
        Files.writeString(
                folder.resolve("tokenizer.json"),
                json.substring(0, from) + "\"post_processor\": null,\n " + json.substring(to));
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"bos_token\":\"<s>\"}");

        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            assertThat(tokenizer.addsBos()).isFalse();
        }
    }

    @Test
    void findsTheBeginningOfTextInTheSpecialTokensMap() throws IOException {
        Files.copy(TINY.resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
        Files.writeString(folder.resolve("special_tokens_map.json"), "{\"bos_token\":{\"content\":\"<s>\"}}");

        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            assertThat(tokenizer.bosTokenId()).hasValue(1);
        }
    }

    @Test
    void leavesOutIdsItDoesNotKnow() {
        try (Tokenizer tokenizer = Tokenizer.open(TINY)) {
            int hello = tokenizer.encodeAsIs("hello")[0];

            assertThat(tokenizer.decode(new int[] {-1, hello, 320, Integer.MAX_VALUE, Integer.MIN_VALUE}, true))
                    .isEqualTo("hello");
            assertThat(tokenizer.isKnown(320)).isFalse();
            assertThat(tokenizer.vocabularySize()).isEqualTo(320);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\uD83Db", "\uDE42", "\uD83D", "\u0000", ""})
    void survivesTextThatIsNotValid(String text) {
        try (Tokenizer tokenizer = Tokenizer.open(TINY)) {
            String back = tokenizer.decode(tokenizer.encodeAsIs(text), true);

            assertThat(back).isEqualTo(text.replaceAll("[\uD800-\uDFFF]", "?"));
        }
    }

    @Test
    void encodesALongTextWhole() {
        try (Tokenizer tokenizer = Tokenizer.open(TINY)) {
            assertThat(tokenizer.encodeAsIs("hello ".repeat(20_000)).length).isGreaterThan(20_000);
        }
    }

    @Test
    void servesManyThreadsAtOnce() throws InterruptedException, ExecutionException {
        try (Tokenizer tokenizer = Tokenizer.open(TINY);
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<String>> calls = IntStream.range(0, 400)
                    .mapToObj(i -> (Callable<String>)
                            () -> tokenizer.decode(tokenizer.encodeAsIs("hello " + "the ".repeat(i) + i), true))
                    .toList();
            List<Future<String>> texts = threads.invokeAll(calls);
            for (int i = 0; i < texts.size(); i++) {
                assertThat(texts.get(i).get()).isEqualTo("hello " + "the ".repeat(i) + i);
            }
        }
    }

    @Test
    void survivesBeingClosedWhileInUse() throws InterruptedException, ExecutionException {
        Tokenizer tokenizer = Tokenizer.open(TINY);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Callable<Boolean> untilClosed = () -> {
                while (true) {
                    try {
                        tokenizer.encodeAsIs("hello world ".repeat(50));
                    } catch (IllegalStateException closed) {
                        return true;
                    }
                }
            };
            List<Future<Boolean>> users = IntStream.range(0, 4)
                    .mapToObj(i -> threads.submit(untilClosed))
                    .toList();
            tokenizer.encodeAsIs("hello");
            tokenizer.close();
            for (Future<Boolean> user : users) {
                assertThat(user.get()).isTrue();
            }
        }
    }

    @Test
    void refusesToWorkOnceClosed() {
        Tokenizer tokenizer = Tokenizer.open(TINY);
        tokenizer.close();
        tokenizer.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> tokenizer.encodeAsIs("x"))
                .withMessageContaining("closed");
    }

    @Test
    void saysThatAModelWithoutTokenizerUnderstandsTokenIdsOnly() {
        assertThatExceptionOfType(TextException.class)
                .isThrownBy(() -> Tokenizer.open(folder))
                .withMessageStartingWith(folder.resolve("tokenizer.json") + ": ")
                .withMessageContaining("is missing, so this model understands token ids only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "{}",
                "{\"model\":{\"type\":\"BPE\"}}",
                "{\"model\":{\"vocab\":{\"a\":0}}}",
                "{\"model\":{\"type\":\"Nonsense\",\"vocab\":{\"a\":0},\"merges\":[]}}",
                "{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0},\"merges\":[\"x y\"]}}",
                "{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":-7,\"b\":99999999999},\"merges\":[]}}",
                "{\"added_tokens\":[{\"id\":5}],\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0},\"merges\":[]}}",
                "{\"normalizer\":{\"type\":\"Precompiled\",\"precompiled_charsmap\":\"AAAA\"},"
                        + "\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0},\"merges\":[]}}",
            })
    void refusesADamagedTokenizerWithoutHarm(String json) throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), json);

        assertThatExceptionOfType(TextException.class)
                .isThrownBy(() -> Tokenizer.open(folder).close())
                .withMessageStartingWith(folder.resolve("tokenizer.json") + ": ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @Test
    void refusesDamagedSettings() throws IOException {
        Files.copy(TINY.resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
        Files.writeString(folder.resolve("tokenizer_config.json"), "{");

        assertThatExceptionOfType(TextException.class)
                .isThrownBy(() -> Tokenizer.open(folder))
                .withMessageContaining("tokenizer_config.json: is not valid JSON");
    }
}
