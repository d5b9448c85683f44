package io.phiworkbench.ui.capture;

import java.util.List;
import java.util.Optional;

/** Looks at the screens. On the FX thread. */
public interface ScreenSource {

    /** Why the screens cannot be looked at here, one line for the user; empty where they can be. */
    Optional<String> obstacle();

    /**
     * What every screen shows now.
     *
     * @throws RuntimeException where the system refuses, with its reason
     */
    List<Shot> take();
}
