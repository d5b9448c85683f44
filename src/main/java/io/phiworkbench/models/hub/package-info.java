/**
 * The Hugging Face Hub: its cache on this machine and the download from it.
 *
 * <p>{@link io.phiworkbench.models.hub.HubCache} is the cache in the layout that all tools of the Hub share, {@link
 * io.phiworkbench.models.hub.Downloads} fetches models into it, {@link io.phiworkbench.models.hub.Verification} reads
 * them again and compares hashes. The network is used by {@code Downloads} only, and only after it was asked for a
 * model.
 */
package io.phiworkbench.models.hub;
