package io.phiworkbench.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IncrementalDecoderTest {
    /** The id of the token for byte 0; those of the other bytes follow. */
    private static final int BYTES = 3;

    private static Tokenizer tokenizer;

    @BeforeAll
    static void open() {
        tokenizer = Tokenizer.open(TokenizerTest.TINY);
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    @Test
    void givesEachTokensTextAtOnce() {
        assertThat(pieces(tokenizer.encodeAsIs("hello world, hi")))
                .containsExactly("hello", " world", ",", " ", "h", "i");
    }

    @Test
    void holdsACharacterBackUntilItIsWhole() {
        assertThat(pieces(bytes(0xF0, 0x9F, 0x99, 0x82))).containsExactly("", "", "", "🙂");
    }

    @Test
    void givesCharactersOfARunOfBytesOneByOne() {
        assertThat(pieces(bytes(0xC3, 0xA9, 0xE0, 0xB8, 0x81))).containsExactly("", "é", "", "", "ก");
    }

    @Test
    void showsACharacterThatWasCutAtTheEnd() {
        IncrementalDecoder decoder = new IncrementalDecoder(tokenizer, true);

        assertThat(decoder.push(BYTES + 0xF0)).isEmpty();
        assertThat(decoder.finish()).isEqualTo("\uFFFD");
        assertThat(decoder.finish()).isEmpty();
    }

    @Test
    void keepsWhatItGaveWhenBytesThatAreNoTextFollow() {
        int[] ids = joined(bytes(0xC3, 0xA9, 0xF0), tokenizer.encodeAsIs("hello"));

        assertThat(String.join("", pieces(ids))).isEqualTo("é\uFFFD hello");
    }

    @Test
    void doesNotHoldBytesThatAreNoTextForEver() {
        int[] ids = new int[100];
        Arrays.fill(ids, BYTES + 0xFF);

        List<String> pieces = pieces(ids);

        assertThat(pieces.subList(0, 8)).anyMatch(piece -> !piece.isEmpty());
        assertThat(String.join("", pieces)).isEqualTo("\uFFFD".repeat(100));
    }

    @Test
    void dropsTheFirstSpaceOfAnAnswerOnly() {
        int[] ids = joined(tokenizer.encodeAsIs("hello"), tokenizer.encodeAsIs("hello"));

        assertThat(pieces(ids)).containsExactly("hello", " hello");
    }

    @Test
    void keepsTheFirstSpaceAfterAPrompt() {
        int[] prompt = tokenizer.encode("hello");
        IncrementalDecoder decoder = IncrementalDecoder.after(tokenizer, true, prompt);

        assertThat(decoder.push(tokenizer.encodeAsIs("world")[0])).isEqualTo(" world");
    }

    @Test
    void goesOnAfterAPromptThatEndsInBytes() {
        int[] prompt = bytes(0xF0, 0x9F, 0x99, 0x82);
        IncrementalDecoder decoder = IncrementalDecoder.after(tokenizer, true, prompt);

        StringBuilder text = new StringBuilder();
        for (int id : bytes(0xC3, 0xA9)) {
            text.append(decoder.push(id));
        }

        assertThat(text.toString()).isEqualTo("é");
    }

    @Test
    void leavesOutSpecialAndUnknownTokens() {
        int hello = tokenizer.encodeAsIs("hello")[0];

        assertThat(pieces(new int[] {319, hello, -1, 319, 5000, hello}))
                .containsExactly("", "hello", "", "", "", " hello");
    }

    @Test
    void writesSpecialTokensOutWhenAsked() {
        IncrementalDecoder decoder = new IncrementalDecoder(tokenizer, false);

        assertThat(decoder.push(319)).isEqualTo("<|end|>");
    }

    @Test
    void agreesWithTheWholeTextOnRandomTokens() {
        Random random = new Random(7);
        for (int run = 0; run < 300; run++) {
            int[] ids =
                    IntStream.range(0, 60).map(i -> 259 + random.nextInt(61)).toArray();
            assertThat(String.join("", pieces(ids))).isEqualTo(tokenizer.decode(ids, true));
        }
    }

    @Test
    void looksAtFewTokensHoweverLongTheTextIs() {
        int[] ids = tokenizer.encodeAsIs("hello the world ".repeat(20_000));

        assertThat(String.join("", pieces(ids))).isEqualTo(tokenizer.decode(ids, true));
    }

    private static List<String> pieces(int[] ids) {
        IncrementalDecoder decoder = new IncrementalDecoder(tokenizer, true);
        List<String> pieces = new ArrayList<>();
        for (int id : ids) {
            pieces.add(decoder.push(id));
        }
        String rest = decoder.finish();
        if (!rest.isEmpty()) {
            pieces.add(rest);
        }
        return pieces;
    }

    private static int[] bytes(int... values) {
        return Arrays.stream(values).map(value -> BYTES + value).toArray();
    }

    private static int[] joined(int[] a, int[] b) {
        return IntStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray();
    }
}
