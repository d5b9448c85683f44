package io.phiworkbench.inference.local.grammar;

import io.phiworkbench.failure.Wording;

/** What is wrong with a JSON schema; the comments say what the words have places for. */
enum SchemaFault implements Wording {
    /** What is wrong. */
    AS_A_WHOLE,
    /** The place, and what is wrong there. */
    AT,
    FALSE,
    NO_SCHEMA,
    /** The keyword. */
    UNSUPPORTED,
    /** The keyword, and the one beside it. */
    UNSUPPORTED_BESIDE,
    /** The reference. */
    REFERS_OUTSIDE,
    ENDLESS_REFERENCE,
    /** The reference. */
    REFERS_TO_NOTHING,
    NO_VALUE_OF_TYPE,
    /** Two numbers of entries. */
    OVERLAPPING,
    /** How many entries there are. */
    ALL_OF_SEVERAL,
    NO_LIST,
    NO_TYPE,
    /** The type. */
    UNKNOWN_TYPE,
    /** The name of the field. */
    REQUIRED_AND_FORBIDDEN,
    PATTERN_AND_LENGTH,
    /** The format, and those that are known. */
    UNKNOWN_FORMAT,
    /** The keyword, and the largest number. */
    NO_COUNT,
    /** The keyword. */
    NO_NUMBER,
    /** Two keywords. */
    WRONG_ORDER;

    @Override
    public String family() {
        return "schema";
    }
}
