package io.phiworkbench.inference;

/** What happens during a run, in order. */
public sealed interface GenerationEvent {

    /**
     * A phase began or went on.
     *
     * @param phase what is being done
     * @param done units done so far: tokens, or pictures when decoding and encoding
     * @param total units in all, at least {@code done}; 0 if unknown
     */
    record PhaseProgress(Phase phase, int done, int total) implements GenerationEvent {}

    /**
     * One token was chosen. {@code token.text()} is what it adds to the answer and may be empty. Text that becomes certain
     * only when no more tokens come is in the result alone.
     */
    record TokenGenerated(GeneratedToken token) implements GenerationEvent {}

    /** The run ended regularly or was cancelled; the last event. */
    record Finished(GenerationResult result) implements GenerationEvent {}

    /** The run failed; the model can go on with the next. The last event. */
    record Failed(GenerationException cause) implements GenerationEvent {}
}
