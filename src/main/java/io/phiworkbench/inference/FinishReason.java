package io.phiworkbench.inference;

/** Why an answer ended. */
public enum FinishReason {
    /** The model said that it is done. */
    END_OF_TEXT,
    /** One of the caller's stop strings came up; it is not part of the text. */
    STOP_STRING,
    /** {@link GenerationOptions#maxTokens()} were produced. */
    MAX_TOKENS,
    /** The model's context is full. */
    CONTEXT_FULL,
    /** The caller cancelled. */
    CANCELLED
}
