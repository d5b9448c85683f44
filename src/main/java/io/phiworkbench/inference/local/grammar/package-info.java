/**
 * Constrained decoding: an {@link io.phiworkbench.inference.OutputFormat} becomes a grammar over bytes, the grammar an
 * automaton with a stack that is made deterministic as it is used, and each state of it a mask over the vocabulary.
 *
 * <p>Reading order: {@link io.phiworkbench.inference.local.grammar.Part}, {@link
 * io.phiworkbench.inference.local.grammar.Automaton}, {@link io.phiworkbench.inference.local.grammar.TokenTrie}, {@link
 * io.phiworkbench.inference.local.grammar.TokenMasks}, {@link io.phiworkbench.inference.local.grammar.OutputConstraint}.
 * Everything but the compiled grammar is for one thread.
 */
package io.phiworkbench.inference.local.grammar;
