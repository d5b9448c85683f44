package io.phiworkbench.inference.local;

import io.phiworkbench.inference.FinishReason;
import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.inference.GeneratedToken.Alternative;
import io.phiworkbench.inference.GenerationEvent;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.Phase;
import io.phiworkbench.inference.local.grammar.OutputConstraint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One run: prefill, then token after token until something ends it. Where the length crosses the decoder's original
 * context, everything is computed again with LongRoPE's long factors, as the reference does. Used on the inference
 * thread, for one run.
 */
final class TextGenerator {
    private final Session session;
    private final TokenSequence text;
    private final GenerationOptions options;
    private final Set<Integer> endIds;
    private final AnswerText answer;
    private final Limits limits;
    private final PhaseClock clock;
    private final Consumer<GenerationEvent> listener;
    private final BooleanSupplier cancelled;
    private final Sampler sampler;
    private final int promptLength;

    private final List<GeneratedToken> tokens = new ArrayList<>();
    private Duration timeToFirstToken = Duration.ZERO;
    private int reused;
    private int drafted;
    private int accepted;
    private FinishReason reason;

    /**
     * What bounds a run.
     *
     * @param vocab logits a row
     * @param contextLength most tokens of prompt and answer
     * @param originalLength beyond it LongRoPE's long factors hold
     * @param chunk most tokens of a prefill call
     */
    record Limits(int vocab, int contextLength, int originalLength, int chunk) {}

    TextGenerator(
            Session session,
            TokenSequence prompt,
            GenerationOptions options,
            Sampler sampler,
            Set<Integer> endIds,
            AnswerText answer,
            Limits limits,
            PhaseClock clock,
            Consumer<GenerationEvent> listener,
            BooleanSupplier cancelled) {
        this.session = session;
        this.text = prompt;
        this.options = options;
        this.endIds = endIds;
        this.answer = answer;
        this.limits = limits;
        this.clock = clock;
        this.listener = listener;
        this.cancelled = cancelled;
        this.sampler = sampler;
        this.promptLength = prompt.length();
    }

    /** Runs to the end; the getters then tell what came out. */
    void run() {
        try {
            decode(prefill());
        } catch (CancellationException e) {
            reason = FinishReason.CANCELLED;
        }
        clock.stop();
        String rest = answer.finish();
        if (!rest.isEmpty()) {
            appendToLast(rest);
        }
    }

    private float[] prefill() {
        boolean longFactors = options.longFactors() || promptLength > limits.originalLength();
        reused = Math.min(session.reusable(text, longFactors), promptLength - 1);
        clock.enter(Phase.PREFILL, reused, promptLength);
        return compute(longFactors);
    }

    private float[] recomputeWithLongFactors() {
        clock.stop();
        clock.enter(Phase.RE_PREFILL, 0, text.length());
        float[] logits = compute(true);
        clock.enter(Phase.DECODE, tokens.size(), options.maxTokens());
        return logits;
    }

    private float[] compute(boolean longFactors) {
        int total = text.length();
        return session.prefill(text, longFactors, limits.chunk(), 1, done -> clock.progress(done, total), cancelled);
    }

    private void decode(float[] prefilled) {
        clock.enter(Phase.DECODE, 0, options.maxTokens());
        float[] logits = prefilled;
        int[] draft = {};
        int row = 0;
        while (!ends(choose(logits, row))) {
            int last = text.id(text.length() - 1);
            if (row < draft.length && draft[row] == last) {
                accepted++;
                row++;
                continue;
            }
            session.truncate(text.length() - 1);
            row = 0;
            if (text.length() > limits.originalLength() && !session.longFactors()) {
                draft = new int[0];
                logits = recomputeWithLongFactors();
            } else {
                draft = draft();
                logits = session.step(text, draft);
            }
        }
        session.truncate(text.length());
    }

    /** Chooses and tells a token and appends it to the text, unless it is an end of the text: then says why. */
    private FinishReason choose(float[] logits, int row) {
        if (cancelled.getAsBoolean()) {
            return FinishReason.CANCELLED;
        }
        int id = sampler.choose(logits, row, limits.vocab(), remaining());
        if (tokens.isEmpty()) {
            timeToFirstToken = clock.sinceStart();
        }
        if (!options.ignoreEndOfText() && endIds.contains(id)) {
            return endOfText();
        }
        text.append(id);
        tell(id, new LogProbabilities(logits, row, limits.vocab()));
        if (sampler.constraint().filter(OutputConstraint::closed).isPresent()) {
            return endOfText();
        }
        if (answer.stopped()) {
            return FinishReason.STOP_STRING;
        }
        if (tokens.size() >= options.maxTokens()) {
            return FinishReason.MAX_TOKENS;
        }
        return text.length() >= limits.contextLength() ? FinishReason.CONTEXT_FULL : null;
    }

    private int remaining() {
        return Math.min(options.maxTokens() - tokens.size(), limits.contextLength() - text.length());
    }

    /** An answer that had to be cut short to keep its form did not end by itself. */
    private FinishReason endOfText() {
        boolean steered = sampler.constraint().filter(OutputConstraint::steered).isPresent();
        if (!steered) {
            return FinishReason.END_OF_TEXT;
        }
        boolean contextIsShorter = limits.contextLength() - promptLength < options.maxTokens();
        return contextIsShorter ? FinishReason.CONTEXT_FULL : FinishReason.MAX_TOKENS;
    }

    private boolean ends(FinishReason found) {
        reason = found;
        return found != null;
    }

    private void tell(int id, LogProbabilities probabilities) {
        List<Alternative> alternatives = options.alternatives() == 0
                ? List.of()
                : probabilities.best(options.alternatives()).stream()
                        .map(other -> new Alternative(other, answer.piece(other), probabilities.of(other)))
                        .toList();
        var token = new GeneratedToken(id, answer.push(id), probabilities.of(id), alternatives);
        tokens.add(token);
        listener.accept(new GenerationEvent.TokenGenerated(token));
    }

    /** Text that became certain only at the end belongs to the last token. */
    private void appendToLast(String rest) {
        if (tokens.isEmpty()) {
            return;
        }
        GeneratedToken last = tokens.removeLast();
        tokens.add(new GeneratedToken(last.id(), last.text() + rest, last.logprob(), last.alternatives()));
    }

    private int[] draft() {
        if (!options.promptLookup()) {
            return new int[0];
        }
        int untilLimit = Math.min(options.maxTokens() - tokens.size() - 1, limits.contextLength() - text.length() - 1);
        int untilSwitch = session.longFactors() ? Integer.MAX_VALUE : limits.originalLength() - text.length();
        int[] draft = proposed(Math.min(untilLimit, untilSwitch));
        drafted += draft.length;
        return draft;
    }

    private int[] proposed(int limit) {
        int[] found = PromptLookup.propose(text, limit);
        return sampler.constraint()
                .map(form -> Arrays.copyOf(found, form.legalPrefix(found)))
                .orElse(found);
    }

    List<GeneratedToken> tokens() {
        return tokens;
    }

    String answerText() {
        return answer.whole();
    }

    FinishReason reason() {
        return reason;
    }

    Duration timeToFirstToken() {
        return timeToFirstToken;
    }

    int promptLength() {
        return promptLength;
    }

    int reused() {
        return reused;
    }

    int drafted() {
        return drafted;
    }

    int accepted() {
        return accepted;
    }
}
