package io.phiworkbench.inference;

import io.phiworkbench.failure.Failure;
import io.phiworkbench.failure.Wording;

/** Why a model gives no answer; the comments say what the words have places for. */
public enum RunFault implements Wording {
    MODEL_CLOSED,
    /** The model. */
    MODEL_UNLOADED,
    /** The words of what went wrong, which nobody foresaw. */
    UNEXPECTED,
    STOPPED,
    EMPTY_PROMPT,
    /** Tokens of the prompt, those of its pictures, the model, and the tokens it holds. */
    PROMPT_TOO_LONG,
    /** As before, and the number of crops with which the pictures fit. */
    PICTURES_FIT_WITH,
    /** As {@link #PROMPT_TOO_LONG}. */
    TOO_MANY_PICTURES,
    /** The model. */
    READS_TEXT_ONLY,
    /** The number of pictures. */
    PICTURES_FOR_TEXT_MODEL,
    /** The model. */
    READS_NO_CHARTS,
    /** The model, and how it was to read. */
    READS_NOT_SO,
    PICTURES_OUT_OF_MEMORY,
    HEAP_OUT_OF_MEMORY,
    /** The device, and how many MB of it were asked for. */
    DEVICE_OUT_OF_MEMORY,
    /** The library's words. */
    COMPUTATION,
    NO_TOKENIZER,
    /** The id, the size of the vocabulary, and the largest id. */
    UNKNOWN_TOKEN,
    /** The picture, and the id that stands for it. */
    PICTURE_WITHOUT_ID,
    /** The id, the picture that it stands for, and the number of pictures. */
    ID_WITHOUT_PICTURE,
    STOP_STRINGS_IN_FORM,
    FORM_WITHOUT_TOKENIZER,
    /** Tokens of the shortest answer, and those that the context has room for. */
    FORM_LONGER_THAN_ROOM,
    /** Tokens of the shortest answer, and those that it may have. */
    FORM_LONGER_THAN_LIMIT,
    BEGUN_OUT_OF_FORM,
    IMPOSSIBLE_FORM,
    /** The parser's words. */
    SCHEMA_NO_JSON;

    @Override
    public String family() {
        return "run";
    }

    /** Why a run ended with this; what nobody foresaw has words before its own. */
    public static Failure of(Throwable problem) {
        return switch (Failure.of(problem)) {
            case Failure.Worded worded -> worded;
            case Failure.Plain plain -> Failure.of(UNEXPECTED, plain.english());
        };
    }
}
