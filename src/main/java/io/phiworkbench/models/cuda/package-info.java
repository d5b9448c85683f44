/**
 * Fetches PyTorch's library with CUDA, after the user agreed, and removes it. The network is used when it is asked to
 * fetch, or for the length of what would be fetched, and at no other time.
 */
package io.phiworkbench.models.cuda;
