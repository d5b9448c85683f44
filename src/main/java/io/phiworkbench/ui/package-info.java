/**
 * The desktop window: views and their view models, one folder a screen.
 *
 * <p>A view model is plain Java with JavaFX properties, is tested without a window, and is used on the FX thread only. A
 * view binds to it and holds no logic. Whatever takes longer than a frame happens elsewhere and comes back through
 * {@link io.phiworkbench.ui.control.FxThread}.
 */
package io.phiworkbench.ui;
