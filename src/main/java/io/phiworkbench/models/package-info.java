/**
 * Models on this machine: found on disk, judged against the memory that is free, loaded and unloaded.
 *
 * <p>{@link io.phiworkbench.models.ModelLibrary} lists folders, {@link io.phiworkbench.models.FitEstimate} says before
 * loading whether a model fits, {@link io.phiworkbench.models.LoadedModels} loads through a {@link
 * io.phiworkbench.inference.ModelLoader}. Nothing here computes with weights.
 */
package io.phiworkbench.models;
