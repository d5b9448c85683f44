/**
 * NVIDIA's graphics cards, and the PyTorch library that computes on them: which cards there are, which library fits this
 * program, and where it lies on this machine.
 *
 * <p>Plain values. Nothing here touches the network or loads PyTorch: {@link io.phiworkbench.models.cuda} fetches, and
 * {@link io.phiworkbench.torch} loads.
 */
package io.phiworkbench.cuda;
