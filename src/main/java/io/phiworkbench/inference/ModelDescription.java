package io.phiworkbench.inference;

import java.util.OptionalInt;

/**
 * What a model is and where it runs.
 *
 * @param name shown to the user, such as {@code Phi-3.5-vision-instruct}
 * @param architecture such as {@code Phi3VForCausalLM}; empty for remote models
 * @param hash content hash of the checkpoint; empty for remote models
 * @param parameters number of weights; 0 if unknown
 * @param precision such as {@code int8}; empty for remote models
 * @param device such as {@code cpu} or {@code cuda:0}, or the endpoint's host
 * @param deviceReason one line that says why this device and precision were chosen
 * @param contextLength most tokens of prompt and answer together
 * @param longRopeSwitch the length after which LongRoPE uses its long factors; absent where there is no switch
 * @param readsImages whether prompts may hold pictures
 * @param defaultCropsSingle {@code num_crops} used for a single picture where the caller leaves it open
 * @param defaultCropsMany {@code num_crops} used a picture where there are several
 * @param cropSize edge of a crop in pixels; 0 for models without pictures
 * @param patchSize edge of a patch in pixels; 0 for models without pictures
 * @param weightBytes memory of the weights
 * @param cacheBytesPerToken memory of the key/value cache a token
 * @param remote whether prompts leave this machine
 */
public record ModelDescription(
        String name,
        String architecture,
        String hash,
        long parameters,
        String precision,
        String device,
        String deviceReason,
        int contextLength,
        OptionalInt longRopeSwitch,
        boolean readsImages,
        int defaultCropsSingle,
        int defaultCropsMany,
        int cropSize,
        int patchSize,
        long weightBytes,
        long cacheBytesPerToken,
        boolean remote) {

    /** Whether the engine can hold answers to a table; endpoints know no such form. */
    public boolean holdsToTables() {
        return !architecture.isEmpty();
    }

    /** The form, or plain text where the model cannot be held to it and its answer has to be checked instead. */
    public OutputFormat possible(OutputFormat wanted) {
        return wanted instanceof OutputFormat.Csv && !holdsToTables() ? OutputFormat.TEXT : wanted;
    }
}
