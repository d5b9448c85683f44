package io.phiworkbench.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The three published tokenizers against the reference's ids and texts. */
class RealTokenizerTest {
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
}
