package io.phiworkbench.inference;

/** The parts of a run that take time, in the order in which they come. */
public enum Phase {
    /** Waiting for earlier runs of the same model. */
    QUEUED,
    /** Decoding and resizing pictures. */
    IMAGE_DECODE,
    /** Running the vision encoder. */
    VISION_ENCODE,
    /** Computing the new part of the prompt. */
    PREFILL,
    /**
     * Computing the whole prefix again because its length crossed {@code original_max_position_embeddings}, where
     * LongRoPE changes its factors for every position.
     */
    RE_PREFILL,
    /** Producing tokens. */
    DECODE
}
