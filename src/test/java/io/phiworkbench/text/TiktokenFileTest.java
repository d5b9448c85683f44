package io.phiworkbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Phi-3-small's tokenizer against JTokkit, an independent implementation of tiktoken. */
class TiktokenFileTest {
    private static final String TEMPLATE = "{{ bos_token }}{% for message in messages %}{{'<|' + message['role'] + '|>'"
            + " + '\\n' + message['content'] + '<|end|>\\n' }}{% endfor %}{% if add_generation_prompt %}{{"
            + " '<|assistant|>\\n' }}{% else %}{{ eos_token }}{% endif %}";

    @TempDir
    static Path folder;

    private static Tokenizer tokenizer;
    private static Encoding reference;

    @BeforeAll
    static void open() throws IOException {
        try (InputStream ranks = Encodings.class.getResourceAsStream("/com/knuddels/jtokkit/cl100k_base.tiktoken")) {
            Files.copy(ranks, folder.resolve("cl100k_base.tiktoken"));
        }
        tokenizer = Tokenizer.open(folder);
        reference = Encodings.newDefaultEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    private static void same(String text) {
        assertThat(tokenizer.encodeAsIs(text))
                .as(text)
                .isEqualTo(reference.encodeOrdinary(text).toArray());
        assertThat(tokenizer.decode(tokenizer.encodeAsIs(text), false)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello, world!",
                "It's what I'VE said: they'll, we'd, you're.",
                "1234567890 3.14159 1,000,000",
                "  leading, trailing and   many spaces   ",
                "line\nline\r\n\r\n  indented\n\n\n\tend\t",
                "naïve café déjà-vu, Straße, œuvre",
                "日本語のテキストと中文文本 한국어 텍스트",
                "Привет, мир! Γειά σου Κόσμε שלום עולם مرحبا",
                "emoji 👩‍👩‍👧‍👦 🇫🇷 🤷🏽‍♀️ e\u0301",
                "for (int i = 0; i < n; i++) { sum += a[i] * b[i]; } // ok",
                "https://example.org/a/b?c=d&e=%20f#g _under_score CamelCase",
                "\u00a0\u2003non\u2009breaking\u200bzero",
                "antidisestablishmentarianism pneumonoultramicroscopicsilicovolcanoconiosis",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void givesTiktokensIds(String text) {
        same(text);
    }

    @Test
    void givesTiktokensIdsForTextsMadeOfAnything() {
        var random = new Random(3);
        List<Integer> alphabets = List.of(0x80, 0x180, 0x500, 0x3100, 0x9fff, 0x1f600);
        for (int i = 0; i < 300; i++) {
            int bound = alphabets.get(i % alphabets.size());
            String text = random.ints(40, 1, bound)
                    .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            same(text);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "<|endoftext|>, 100257",
        "<|system|>, 100261",
        "<|user|>, 100262",
        "<|assistant|>, 100263",
        "<|end|>, 100266",
        "<|dummy_id_3|>, 100267",
        "<|dummy_id_11|>, 100275",
        "<|endofprompt|>, 100276",
        "<|dummy_id_12|>, 100277",
        "<|dummy_id_86|>, 100351"
    })
    void hasTheReleasesSpecialTokens(String text, int id) {
        assertThat(tokenizer.encodeAsIs("a" + text + "\nb")).hasSize(4).contains(id);
        assertThat(tokenizer.isSpecial(id)).isTrue();
        assertThat(tokenizer.vocabularySize()).isEqualTo(100_352);
    }

    @Test
    void addsNothingAndEndsAtTheEndOfTextAndOfTheTurn() {
        assertThat(tokenizer.addsBos()).isFalse();
        assertThat(tokenizer.encode("Hi")).isEqualTo(tokenizer.encodeAsIs("Hi"));
        assertThat(tokenizer.endOfAnswerIds()).containsExactly(100_257, 100_266);
        assertThat(tokenizer.bosTokenId()).hasValue(100_257);
    }

    @Test
    void rendersTheReleasesTemplate() throws IOException {
        Files.writeString(
                folder.resolve("tokenizer_config.json"),
                new com.fasterxml.jackson.databind.ObjectMapper()
                        .createObjectNode()
                        .put("chat_template", TEMPLATE)
                        .toString());
        String prompt = ChatTemplate.read(folder).render(List.of(new ChatTemplate.Message("user", "Why?")), true);
        assertThat(prompt).isEqualTo("<|endoftext|><|user|>\nWhy?<|end|>\n<|assistant|>\n");
        assertThat(tokenizer.encodeAsIs(prompt)).startsWith(100_257, 100_262).contains(100_266, 100_263);
    }

    @ParameterizedTest
    @CsvSource({
        "50000, instead of 100256",
        "0, line 1",
    })
    void refusesAVocabularyThatIsNotWhole(int lines, String said, @TempDir Path other) throws IOException {
        List<String> all = Files.readAllLines(folder.resolve("cl100k_base.tiktoken"), StandardCharsets.US_ASCII);
        Files.write(other.resolve("cl100k_base.tiktoken"), all.subList(0, lines));
        assertThatThrownBy(() -> Tokenizer.open(other))
                .isInstanceOf(TextException.class)
                .hasMessageContaining("cl100k_base.tiktoken")
                .hasMessageContaining(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not base 64! 7", "IQ==", "IQ== x", "IQ== 100256", "IQ== 5"})
    void namesTheLineThatIsWrong(String line, @TempDir Path other) throws IOException {
        List<String> all =
                new ArrayList<>(Files.readAllLines(folder.resolve("cl100k_base.tiktoken"), StandardCharsets.US_ASCII));
        all.set(99, line);
        Files.write(other.resolve("cl100k_base.tiktoken"), all);
        assertThatThrownBy(() -> Tokenizer.open(other))
                .isInstanceOf(TextException.class)
                .hasMessageContaining("line 100");
    }
}
