/**
 * TorchScript on DJL's PyTorch engine: archives made from source text, modules, values, devices and memory figures.
 *
 * <p>The only package that imports {@code ai.djl}'s engine. It never hands a bfloat16 tensor to Java: DJL 0.35 ends the
 * process on one.
 */
package io.phiworkbench.torch;
