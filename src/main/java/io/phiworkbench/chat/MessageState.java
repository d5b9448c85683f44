package io.phiworkbench.chat;

/** How far a message is. Questions are always complete. */
public enum MessageState {
    COMPLETE,
    /** A model is working on it, or it waits for the model. */
    RUNNING,
    /** The user stopped it; it can be continued. */
    STOPPED,
    /** The program ended while it was running; it holds what was written and can be continued. */
    INTERRUPTED,
    /** The run failed; {@link Message#failure()} says why. What was produced before is kept. */
    FAILED
}
