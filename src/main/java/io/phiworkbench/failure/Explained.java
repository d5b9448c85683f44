package io.phiworkbench.failure;

/** An exception that is meant for the user; its message is the failure in English. */
public interface Explained {
    /** Why it was thrown. */
    Failure failure();
}
