/**
 * The engine: decoder graph, weights, key/value caches, prefix reuse, sampling and speculative decoding by prompt
 * lookup, on one long-lived inference thread a model.
 *
 * <p>Reading order: {@link io.phiworkbench.inference.local.Decoder}, {@link io.phiworkbench.inference.local.Session},
 * {@link io.phiworkbench.inference.local.TextGenerator}, {@link io.phiworkbench.inference.local.LocalChatModel}.
 */
package io.phiworkbench.inference.local;
