package io.phiworkbench.chat;

/** A listener's registration; closing it ends the delivery. Any thread; idempotent. */
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
