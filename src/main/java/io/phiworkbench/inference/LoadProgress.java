package io.phiworkbench.inference;

/**
 * How far the loading of a model is.
 *
 * @param step one line for the user
 * @param doneBytes bytes of weights that are ready
 * @param totalBytes bytes of weights in all
 */
public record LoadProgress(String step, long doneBytes, long totalBytes) {}
