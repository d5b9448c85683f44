package io.phiworkbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBytesTest {
    private static void assertBytesAreWhatTokensDecodeTo(Path folder) {
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            byte[][] bytes = tokenizer.tokenBytes();
            int compared = 0;
            for (int id = 0; id < bytes.length; id++) {
                if (bytes[id] != null && isText(bytes[id])) {
                    assertThat(new String(bytes[id], StandardCharsets.UTF_8))
                            .as("token %d", id)
                            .isEqualTo(tokenizer.piece(id));
                    compared++;
                }
            }
            assertThat(compared).isGreaterThan(100);
        }
    }

    private static boolean isText(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/test/resources/tokenizer/tiny", "assets/models/phi-demo"})
    void theBytesOfATokenAreWhatItDecodesTo(String folder) {
        assertBytesAreWhatTokensDecodeTo(Path.of(folder));
    }

    @ParameterizedTest
    @MethodSource("io.phiworkbench.text.RealTokenizers#names")
    void theBytesOfARealTokenAreWhatItDecodesTo(String name) {
        assertBytesAreWhatTokensDecodeTo(RealTokenizers.folder(name));
    }

    @Test
    void whetherTheLeadingSpaceGetsLostIsWhatDecodingDoes() {
        for (String folder : new String[] {"src/test/resources/tokenizer/tiny", "assets/models/phi-demo"}) {
            try (Tokenizer tokenizer = Tokenizer.open(Path.of(folder))) {
                byte[][] bytes = tokenizer.tokenBytes();
                int spaceA = Arrays.asList(bytes).indexOf(find(bytes, " "));
                boolean lost = tokenizer.decode(new int[] {spaceA}, true).isEmpty();
                assertThat(tokenizer.dropsLeadingSpace()).as(folder).isEqualTo(lost);
            }
        }
    }

    private static byte[] find(byte[][] bytes, String text) {
        return Arrays.stream(bytes)
                .filter(b -> b != null && Arrays.equals(b, text.getBytes(StandardCharsets.UTF_8)))
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    @Test
    void aByteLevelVocabularyWritesBytesAsCharacters() throws Exception {
        var bytes = new TokenBytes(Path.of("t.json"), json("{\"type\": \"ByteLevel\"}"));
        assertThat(bytes.of("Ġa")).containsExactly(' ', 'a');
        assertThat(bytes.of("Ã©")).containsExactly(0xC3, 0xA9);
        assertThat(bytes.of("Ċ")).containsExactly('\n');
        assertThat(bytes.dropsLeadingSpace()).isFalse();
    }

    @Test
    void aDecoderThatDoesMoreThanJoiningIsNamed() {
        assertThatThrownBy(() -> new TokenBytes(
                        Path.of("t.json"),
                        json("{\"type\":\"Replace\",\"pattern\":{\"Regex\":\"a+\"},\"content\":\"\"}")))
                .hasMessageContaining("t.json: has a decoder that replaces an expression");
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
