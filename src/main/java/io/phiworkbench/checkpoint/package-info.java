/**
 * Reads a model folder in the Hugging Face layout: {@code config.json} and its companions, safetensors headers and the
 * shard index. Nothing here computes on tensors or copies their data through the heap: a {@link
 * io.phiworkbench.checkpoint.TensorInfo} says in which file and at which byte a tensor lies, and the engine maps it.
 *
 * <p>Every fault of a file is a {@link io.phiworkbench.checkpoint.CheckpointException} with a one-line message.
 */
package io.phiworkbench.checkpoint;
