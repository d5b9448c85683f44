package io.phiworkbench.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams of the languages Phi-3.5 speaks, with the published tokenizers. */
class RealIncrementalDecoderTest {
    private static final String[] TEXTS = {
        "مرحباً بالعالم! كيف حالك اليوم؟ هذا نصٌّ مُشَكَّل.",
        "今天天气很好，我们去公园散步吧。龘靐齉爩",
        "สวัสดีชาวโลก วันนี้อากาศดีมาก ภาษาไทยไม่เว้นวรรคระหว่างคำ",
        "שלום עולם, מה שלומך היום? שָׁלוֹם",
        "नमस्ते दुनिया, आज मौसम बहुत अच्छा है। क्षत्रिय",
        "👩‍💻👨‍👩‍👧‍👦 🏳️‍🌈 🇫🇷🇯🇵 👍🏽 🙂🚀",
        "Příliš žluťoučký kůň úpěl ďábelské ódy. Zażółć gęślą jaźń. Tänään on hyvä päivä.",
        "Привіт, світе! Як справи? Здравствуй, мир!",
        "안녕하세요 세계, 오늘 날씨가 좋네요. 日本語のテキストです。",
        "  two spaces\n\n\ttab and   more \n",
        "\uD835\uDD4F math 𝒜𝒷 and 𠜎𠜱 rare"
    };

    @ParameterizedTest
    @MethodSource("io.phiworkbench.text.RealTokenizers#names")
    void givesWholeCharactersThatAddUpToTheText(String name) {
        SoftAssertions softly = new SoftAssertions();
        try (Tokenizer tokenizer = Tokenizer.open(RealTokenizers.folder(name))) {
            for (String text : TEXTS) {
                int[] ids = tokenizer.encodeAsIs(text);
                softly.assertThat(streamed(tokenizer, ids, true)).isEqualTo(text);
                softly.assertThat(streamed(tokenizer, ids, false)).isEqualTo(text);
            }
        }
        softly.assertAll();
    }

    @ParameterizedTest
    @MethodSource("io.phiworkbench.text.RealTokenizers#names")
    void addsUpToTheReferencesDecoding(String name) {
        SoftAssertions softly = new SoftAssertions();
        try (Tokenizer tokenizer = Tokenizer.open(RealTokenizers.folder(name))) {
            RealTokenizers.cases(name).forEach(golden -> {
                int[] ids = RealTokenizers.ids(golden.get("ids"));
                softly.assertThat(streamed(tokenizer, ids, false))
                        .isEqualTo(golden.get("decode_keep_special").textValue());
                softly.assertThat(streamed(tokenizer, ids, true))
                        .isEqualTo(golden.get("decode_skip_special").textValue());
            });
        }
        softly.assertAll();
    }

    private static String streamed(Tokenizer tokenizer, int[] ids, boolean skipSpecialTokens) {
        IncrementalDecoder decoder = new IncrementalDecoder(tokenizer, skipSpecialTokens);
        StringBuilder text = new StringBuilder();
        for (int id : ids) {
            String piece = decoder.push(id);
            assertThat(Stream.of(piece)).noneMatch(RealIncrementalDecoderTest::cutsACharacter);
            text.append(piece);
        }
        return text.append(decoder.finish()).toString();
    }

    private static boolean cutsACharacter(String piece) {
        return piece.indexOf('\uFFFD') >= 0
                || piece.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
