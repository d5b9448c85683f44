package io.phiworkbench.models.hub;

/** Where a download is. */
public enum DownloadState {
    /** Asks the Hub what there is. */
    ASKING,
    DOWNLOADING,
    /** Reads what came and compares its hash. */
    CHECKING,
    /** Puts what came where it belongs. */
    UNPACKING,
    /** Another process fetches what is left. */
    WAITING,
    PAUSED,
    DONE,
    FAILED,
    CANCELLED;

    /** Whether nothing will change any more. */
    public boolean isOver() {
        return this == DONE || this == FAILED || this == CANCELLED;
    }

    /** Whether it works now. */
    public boolean isActive() {
        return !isOver() && this != PAUSED;
    }
}
