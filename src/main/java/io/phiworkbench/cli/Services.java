package io.phiworkbench.cli;

import io.phiworkbench.inference.ModelLoader;
import java.util.function.Supplier;

/**
 * What the commands work with.
 *
 * @param loader asked for only by commands that load a model: the engine behind it takes long to start
 */
record Services(Console console, Interrupts interrupts, Supplier<ModelLoader> loader) {}
