package io.phiworkbench.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.phiworkbench.inference.GeneratedToken;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OcrTextTest {
    private static GeneratedToken token(String text, double probability) {
        return new GeneratedToken(0, text, Math.log(probability), List.of());
    }

    private static OcrText read(GeneratedToken... tokens) {
        var text = new StringBuilder();
        List.of(tokens).forEach(token -> text.append(token.text()));
        return OcrText.of(text.toString(), List.of(tokens), true);
    }

    @Test
    void aWordIsAsProbableAsItsLeastProbableToken() {
        OcrText text = read(token("TO", 0.9), token("TAL", 0.5), token(" 12", 0.95), token(".50", 0.99));

        assertThat(text.words()).extracting(w -> w.in(text.text())).containsExactly("TOTAL", "12.50");
        assertThat(text.words().get(0).probability()).isEqualTo(0.5, within(1e-9));
        assertThat(text.words().get(1).probability()).isEqualTo(0.95, within(1e-9));
        assertThat(text.doubtful(0.8)).containsExactly(text.words().getFirst());
    }

    @Test
    void aTokenWhoseCharactersCameLaterCountsForThem() {
        OcrText text = read(token("a ", 0.99), token("", 0.3), token("é", 0.9), token(" b", 0.9));

        assertThat(text.words().get(1).probability()).isEqualTo(0.3, within(1e-9));
        assertThat(text.words().get(2).probability()).isEqualTo(0.9, within(1e-9));
    }

    @Test
    void aModelThatTellsNoProbabilitiesHasNoDoubtfulWords() {
        var tokens = new ArrayList<GeneratedToken>();
        tokens.add(new GeneratedToken(0, "one two", Double.NaN, List.of()));

        OcrText text = OcrText.of("one two", tokens, true);

        assertThat(text.words()).hasSize(2);
        assertThat(text.doubtful(1)).isEmpty();
    }

    @Test
    void aCorrectedWordIsCertainAndTheOthersKeepTheirProbability() {
        OcrText text = read(token("MILK", 0.9), token(" 3\n", 0.4), token("BREED", 0.5), token(" 2", 0.7));

        OcrText corrected = text.corrected("MILK 3\nBREAD 2");

        assertThat(corrected.words())
                .extracting(w -> w.in(corrected.text()))
                .containsExactly("MILK", "3", "BREAD", "2");
        assertThat(corrected.words())
                .extracting(Word::probability)
                .satisfiesExactly(
                        p -> assertThat(p).isEqualTo(0.9, within(1e-9)),
                        p -> assertThat(p).isEqualTo(0.4, within(1e-9)),
                        p -> assertThat(p).isEqualTo(1),
                        p -> assertThat(p).isEqualTo(0.7, within(1e-9)));
        assertThat(corrected.corrected("").words()).isEmpty();
    }
}
