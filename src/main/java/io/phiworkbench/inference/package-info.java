/**
 * What a view, the command line or a server sees of a model: prompts, options, the stream of a run, its figures.
 *
 * <p>All public types are plain Java values; local and remote models implement the same {@link
 * io.phiworkbench.inference.ChatModel}. Events arrive on the model's own thread and never on the caller's.
 */
package io.phiworkbench.inference;
