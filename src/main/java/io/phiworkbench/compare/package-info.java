/**
 * Models side by side: one prompt or a set of prompts, answered by several models, scored and reported. Everything goes
 * through {@link io.phiworkbench.inference.ChatModel}, so local and remote models are the same here.
 *
 * <p>Reading order: {@link io.phiworkbench.compare.ComparisonPlan}, {@link io.phiworkbench.compare.Comparison}, {@link
 * io.phiworkbench.compare.PromptSet}, {@link io.phiworkbench.compare.Score}, {@link
 * io.phiworkbench.compare.ComparisonReport}.
 */
package io.phiworkbench.compare;
