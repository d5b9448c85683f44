package io.phiworkbench.checkpoint;

import io.phiworkbench.failure.Wording;

/** What is wrong with a field of a settings file, and the kinds of values; the comments say what the words have places for. */
enum FieldFault implements Wording {
    /** The value. */
    OUT_OF_RANGE,
    /** The value. */
    NO_TOKEN_ID,
    /** The kind that it must be, and the kind that it is. */
    OTHER_KIND,
    /** The kind that it must be, and the kind of an element. */
    OTHER_ELEMENT,
    /** What it is, and what is supported. */
    OTHER_TEXT,
    /** What it is, and what is supported. */
    OTHER_TEXTS,
    IS_FALSE,
    HAS_BIASES,
    /** The id, and the last one. */
    BEYOND_VOCABULARY,
    /** The index, and the layers. */
    BEYOND_LAYERS,
    /** What it is, and the width. */
    OTHER_WIDTH,
    /** What it is, and the number. */
    NO_DIVISOR,
    /** What it is, and the heads. */
    NO_DIVISOR_OF_HEADS,
    /** What it is, and the size. */
    NO_DIVISOR_OF_SIZE,
    /** What it is, and the size of a patch. */
    ODD_PATCHES,
    /** How many values. */
    ODD_ROTARY,
    /** How many. */
    TOO_FEW_EXPERTS,
    /** How many. */
    OTHER_EXPERTS,
    /** How many values. */
    NO_COLOURS,
    /** How many factors, and how many are needed. */
    OTHER_FACTORS,
    WHOLE_NUMBER,
    SOME_NUMBER,
    TRUTH,
    STRING,
    STRINGS,
    NUMBERS,
    TOKEN_IDS,
    OBJECT,
    LIST,
    NULL,
    /** Its digits. */
    THE_NUMBER,
    NOTHING,
    SOMETHING_ELSE;

    @Override
    public String family() {
        return "field";
    }
}
