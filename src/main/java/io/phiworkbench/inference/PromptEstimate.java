package io.phiworkbench.inference;

import java.util.List;

/**
 * What a prompt would cost.
 *
 * @param textTokens tokens of template and text; approximate for remote models
 * @param imageTokens tokens of each picture in prompt order
 * @param contextLength the model's limit for prompt and answer together
 */
public record PromptEstimate(int textTokens, List<Integer> imageTokens, int contextLength) {

    public PromptEstimate {
        imageTokens = List.copyOf(imageTokens);
    }

    /** Tokens of the whole prompt. */
    public int totalTokens() {
        return textTokens + imageTokens.stream().mapToInt(Integer::intValue).sum();
    }
}
