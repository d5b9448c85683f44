package io.phiworkbench.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.phiworkbench.text.ChatTemplate.Message;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The three published tokenizers against the reference's ids and texts. */
class RealTokenizerTest {
    /** The texts expected of it are those of Jinja2 3.1.6 with the reference's settings. */
    private static final List<Message> CHAT = List.of(
            new Message("system", "Be brief."),
            new Message("user", "Hi"),
            new Message("assistant", "5 <b>&amp;</b>"),
            new Message("user", "{{ 7*7 }} 'q' \"d\" \\n \n end "));

    @ParameterizedTest
    @MethodSource("io.phiworkbench.text.RealTokenizers#names")
    void givesTheReferencesIds(String name) {
        SoftAssertions softly = new SoftAssertions();
        try (Tokenizer tokenizer = Tokenizer.open(RealTokenizers.folder(name))) {
            RealTokenizers.cases(name)
                    .forEach(golden -> softly.assertThat(
                                    tokenizer.encodeAsIs(golden.get("text").textValue()))
                            .as(golden.get("text").toString())
                            .isEqualTo(RealTokenizers.ids(golden.get("ids"))));
        }
        softly.assertAll();
    }

    @ParameterizedTest
    @MethodSource("io.phiworkbench.text.RealTokenizers#names")
    void givesTheReferencesTexts(String name) {
        SoftAssertions softly = new SoftAssertions();
        try (Tokenizer tokenizer = Tokenizer.open(RealTokenizers.folder(name))) {
            RealTokenizers.cases(name).forEach(golden -> {
                int[] ids = RealTokenizers.ids(golden.get("ids"));
                softly.assertThat(tokenizer.decode(ids, false))
                        .isEqualTo(golden.get("decode_keep_special").textValue());
                softly.assertThat(tokenizer.decode(ids, true))
                        .isEqualTo(golden.get("decode_skip_special").textValue());
            });
        }
        softly.assertAll();
    }

    @ParameterizedTest
    @CsvSource({"phi3-mini-128k-2024-11, false", "phi3-mini-4k-2024-04, true", "phi3-vision-128k, true"})
    void addsTheBeginningOfTextWhereTheReleaseSaysSo(String name, boolean expected) {
        try (Tokenizer tokenizer = Tokenizer.open(RealTokenizers.folder(name))) {
            int[] plain = tokenizer.encodeAsIs("Hello world");
            int[] withBos =
                    IntStream.concat(IntStream.of(1), Arrays.stream(plain)).toArray();

            assertThat(tokenizer.addsBos()).isEqualTo(expected);
            assertThat(tokenizer.encode("Hello world")).isEqualTo(expected ? withBos : plain);
        }
    }

    @Test
    void encodesTheChunksOfAVisionPromptAsTheReferencesProcessor() {
        JsonNode chunks =
                RealTokenizers.golden().get("phi3-vision-128k:processor_chunks").get("chunks");
        try (Tokenizer tokenizer = Tokenizer.open(RealTokenizers.folder("phi3-vision-128k"))) {
            assertThat(chunks)
                    .isNotEmpty()
                    .allSatisfy(chunk -> assertThat(
                                    tokenizer.encode(chunk.get("text").textValue()))
                            .isEqualTo(RealTokenizers.ids(chunk.get("ids"))));
        }
    }

    @ParameterizedTest
    @MethodSource("io.phiworkbench.text.RealTokenizers#names")
    void knowsItsSpecialTokens(String name) {
        try (Tokenizer tokenizer = Tokenizer.open(RealTokenizers.folder(name))) {
            assertThat(tokenizer.endOfAnswerIds()).containsExactly(32000, 32007);
            assertThat(tokenizer.tokenId("<|user|>")).hasValue(32010);
            assertThat(tokenizer.tokenId("user")).isEmpty();
            assertThat(tokenizer.bosTokenId()).hasValue(1);
            assertThat(tokenizer.isSpecial(32007)).isTrue();
            assertThat(tokenizer.isSpecial(15043)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("io.phiworkbench.text.RealTokenizers#names")
    void showsASingleTokenWithItsLeadingSpace(String name) {
        try (Tokenizer tokenizer = Tokenizer.open(RealTokenizers.folder(name))) {
            assertThat(tokenizer.piece(3186)).isEqualTo(" world");
            assertThat(tokenizer.piece(32007)).isEqualTo("<|end|>");
            assertThat(tokenizer.piece(13)).isEqualTo("\n");
            assertThat(tokenizer.piece(243)).isEqualTo("\uFFFD");
            assertThat(tokenizer.piece(32063)).isEmpty();
        }
    }

    @Test
    void rendersTheTemplateOf128kFrom2024() {
        ChatTemplate template = ChatTemplate.read(RealTokenizers.folder("phi3-mini-128k-2024-11"));

        assertThat(template.render(CHAT, true))
                .isEqualTo("<|system|>\nBe brief.<|end|>\n<|user|>\nHi<|end|>\n<|assistant|>\n5 <b>&amp;</b><|end|>\n"
                        + "<|user|>\n{{ 7*7 }} 'q' \"d\" \\n \n end <|end|>\n<|assistant|>\n");
        assertThat(template.render(CHAT.subList(1, 2), false)).isEqualTo("<|user|>\nHi<|end|>\n<|endoftext|>");
        assertThat(template.keepsSystemMessage()).isTrue();
    }

    @Test
    void rendersTheTemplateOf4kFrom2024() {
        ChatTemplate template = ChatTemplate.read(RealTokenizers.folder("phi3-mini-4k-2024-04"));

        String expected = "<s><|user|>\nHi<|end|>\n<|assistant|>\n5 <b>&amp;</b><|end|>\n"
                + "<|user|>\n{{ 7*7 }} 'q' \"d\" \\n \n end <|end|>\n<|assistant|>\n";
        assertThat(template.render(CHAT, true)).isEqualTo(expected);
        assertThat(template.render(CHAT, false)).isEqualTo(expected);
        assertThat(template.keepsSystemMessage()).isFalse();
    }

    @Test
    void rendersTheTemplateOfVision() {
        ChatTemplate template = ChatTemplate.read(RealTokenizers.folder("phi3-vision-128k"));

        assertThat(template.render(CHAT, true))
                .isEqualTo("<|system|>\nBe brief.<|end|>\n<|user|>\nHi<|end|>\n<|assistant|>\n5 <b>&amp;</b><|end|>\n"
                        + "<|user|>\n{{ 7*7 }} 'q' \"d\" \\n \n end <|end|>\n<|assistant|>\n");
        assertThat(template.render(CHAT.subList(1, 3), true))
                .isEqualTo("<|user|>\nHi<|end|>\n<|assistant|>\n5 <b>&amp;</b><|end|>\n");
    }

    @ParameterizedTest
    @MethodSource("io.phiworkbench.text.RealTokenizers#names")
    void hasTheTemplateOfTheGoldenValues(String name) {
        String golden =
                RealTokenizers.golden().get(name + ":meta").get("chat_template").textValue();

        assertThat(TokenizerSettings.read(RealTokenizers.folder(name))
                        .chatTemplate()
                        .orElseThrow()
                        .source())
                .isEqualTo(golden);
    }
}
