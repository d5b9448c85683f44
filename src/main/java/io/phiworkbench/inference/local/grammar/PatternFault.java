package io.phiworkbench.inference.local.grammar;

import io.phiworkbench.failure.Wording;

/** What is wrong with a regular expression; the comments say what the words have places for. */
enum PatternFault implements Wording {
    /** The expression, and what is wrong. */
    ALONE,
    /** The expression, its place in the JSON schema, and what is wrong. */
    IN_SCHEMA,
    /** The character and its place. */
    UNEXPECTED,
    OPEN_BRACE,
    /** The place. */
    NO_COUNT,
    /** What is written, and the most. */
    TOO_MANY_REPEATS,
    /** The character and its place. */
    NOTHING_TO_REPEAT,
    LATE_BEGINNING,
    /** The place. */
    EMPTY_CLASS,
    /** What is written. */
    UNSUPPORTED,
    OPEN_GROUP,
    OPEN_CLASS,
    /** The place. */
    BACKWARD_RANGE,
    /** The number of digits. */
    SHORT_ESCAPE,
    ENDS_EARLY;

    @Override
    public String family() {
        return "pattern";
    }
}
