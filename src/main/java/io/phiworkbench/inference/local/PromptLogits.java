package io.phiworkbench.inference.local;

/**
 * Logits of every position of a prompt.
 *
 * @param values float32 in row-major order, tokens × vocab
 * @param tokens positions, rows of pictures included
 * @param vocab numbers a position
 */
public record PromptLogits(float[] values, int tokens, int vocab) {}
