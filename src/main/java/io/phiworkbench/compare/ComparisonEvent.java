package io.phiworkbench.compare;

/** What happens during a comparison. */
public sealed interface ComparisonEvent {

    /** A model is about to be loaded. */
    record Loading(ComparedModel model) implements ComparisonEvent {}

    /** A model wrote a piece of an answer. */
    record Wrote(ComparedModel model, Question question, String text) implements ComparisonEvent {}

    /** A question is settled at a model. */
    record Settled(ComparedModel model, Question question, Outcome outcome) implements ComparisonEvent {}

    /** A model gave its memory back. */
    record Unloaded(ComparedModel model) implements ComparisonEvent {}
}
