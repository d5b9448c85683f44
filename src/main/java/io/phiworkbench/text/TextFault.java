package io.phiworkbench.text;

import io.phiworkbench.failure.Wording;

/** Why a tokenizer or chat template cannot be used; the comments say what the words have places for. */
enum TextFault implements Wording {
    MISSING,
    TOO_LONG,
    /** The system's words. */
    UNREADABLE,
    /** The parser's words. */
    NO_JSON,
    NO_OBJECT,
    /** The library's words. */
    UNUSABLE,
    /** The library's words. */
    FAILS,
    NO_VOCABULARY,
    ADDED_TOKENS_NO_LIST,
    ADDED_TOKEN_UNNAMED,
    MODEL_NO_OBJECT,
    MODEL_WITHOUT_TYPE,
    ID_NO_NUMBER,
    /** The kind of part, and its type. */
    UNSUPPORTED_PART,
    UNSUPPORTED_STRIP,
    /** The setting and its value. */
    UNSUPPORTED_SETTING,
    /** The line. */
    NO_RANK,
    /** How many tokens there are, and how many there should be. */
    WRONG_SIZE,
    /** The byte. */
    BYTE_MISSING,
    NO_DECODER,
    /** Its type. */
    OTHER_DECODER,
    DECODER_REPLACES,
    DECODER_STRIPS,
    TEMPLATE_NO_TEXT,
    TEMPLATE_CONDITION,
    /** Its name. */
    TEMPLATE_FILTER,
    /** The template's words. */
    TEMPLATE_REFUSES,
    /** The library's words. */
    TEMPLATE_FAILS,
    /** The line, and the library's words. */
    TEMPLATE_FAILS_AT,
    TEMPLATE_SWALLOWS;

    @Override
    public String family() {
        return "text";
    }
}
