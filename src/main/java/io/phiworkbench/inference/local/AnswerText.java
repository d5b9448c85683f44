package io.phiworkbench.inference.local;

import io.phiworkbench.text.IncrementalDecoder;
import io.phiworkbench.text.StopMatcher;
import io.phiworkbench.text.Tokenizer;
import java.util.List;
import java.util.Optional;

/**
 * The text of an answer as its tokens come: whole characters only, and nothing that may still become a stop string. A
 * checkpoint without tokenizer has empty text.
 */
final class AnswerText {
    private final Optional<Tokenizer> tokenizer;
    private final Optional<IncrementalDecoder> decoder;
    private final StopMatcher stops;
    private final StringBuilder text = new StringBuilder();

    /** @param continues whether the text goes on after the prompt's, so that its leading space counts */
    AnswerText(Optional<Tokenizer> tokenizer, List<String> stops, TokenSequence prompt, boolean continues) {
        this.tokenizer = tokenizer;
        this.decoder = tokenizer.map(
                t -> continues ? IncrementalDecoder.after(t, true, lastIds(prompt)) : new IncrementalDecoder(t, true));
        this.stops = new StopMatcher(stops);
    }

    private static int[] lastIds(TokenSequence prompt) {
        int from = prompt.length();
        while (from > 0 && prompt.length() - from < 16 && prompt.id(from - 1) >= 0) {
            from--;
        }
        int[] ids = new int[prompt.length() - from];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = prompt.id(from + i);
        }
        return ids;
    }

    /** Whether the answer begins a text of its own, so that decoding may drop its leading space. */
    boolean beginsText() {
        return decoder.map(IncrementalDecoder::beginsText).orElse(true);
    }

    /** The text that is certain with this token. */
    String push(int id) {
        return keep(decoder.map(d -> stops.push(d.push(id))).orElse(""));
    }

    /** The rest, when no more tokens come. */
    String finish() {
        if (stops.stopped()) {
            return "";
        }
        String pending = decoder.map(IncrementalDecoder::finish).orElse("");
        return keep(stops.push(pending) + stops.finish());
    }

    private String keep(String piece) {
        text.append(piece);
        return piece;
    }

    boolean stopped() {
        return stops.stopped();
    }

    /** A token's text on its own, for showing alternatives. */
    String piece(int id) {
        return tokenizer.map(t -> t.piece(id)).orElse("");
    }

    String whole() {
        return text.toString();
    }
}
