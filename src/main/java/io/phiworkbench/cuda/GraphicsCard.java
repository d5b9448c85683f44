package io.phiworkbench.cuda;

/**
 * One card of NVIDIA's, as its driver describes it.
 *
 * @param memoryBytes its own memory
 * @param capability its generation: major and minor of CUDA's "compute capability" as one number, 86 for 8.6
 */
public record GraphicsCard(String name, long memoryBytes, int capability) {}
