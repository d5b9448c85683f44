package io.phiworkbench.models.hub;

import java.nio.file.Path;

/** What the cache holds of a model. */
public sealed interface Presence {

    /** Nothing that a download could go on with. */
    record Absent() implements Presence {}

    /**
     * A part.
     *
     * @param doneBytes of what the program needs
     * @param totalBytes all that it needs
     */
    record Partial(long doneBytes, long totalBytes) implements Presence {}

    /**
     * Everything that the program needs.
     *
     * @param snapshot the model's folder
     */
    record Complete(Path snapshot) implements Presence {}
}
