package io.phiworkbench.inference;

import java.util.List;

/**
 * What is needed to repeat a run.
 *
 * @param model name shown for the model
 * @param modelHash content hash of the checkpoint; empty for remote models
 * @param precision weights' precision, such as {@code int8}; empty for remote models
 * @param device where it ran, such as {@code cpu}
 * @param options settings, with the seed that was really used
 * @param imageHashes SHA-256 of each picture's bytes, in prompt order
 */
public record RunRecord(
        String model,
        String modelHash,
        String precision,
        String device,
        GenerationOptions options,
        List<String> imageHashes) {

    public RunRecord {
        imageHashes = List.copyOf(imageHashes);
    }
}
