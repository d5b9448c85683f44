package io.phiworkbench.chat;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Identifiers that are made without asking the database, so that a message exists before it is written and also while
 * it cannot be written: milliseconds in the upper bits, chance in the lower 21. Positive, rising within a process, and
 * in practice never equal between two processes on one store.
 */
final class Ids {
    private static final int RANDOM_BITS = 21;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final AtomicLong LAST = new AtomicLong();

    private Ids() {}

    static long next() {
        long candidate = System.currentTimeMillis() << RANDOM_BITS | RANDOM.nextInt(1 << RANDOM_BITS);
        return LAST.updateAndGet(last -> Math.max(candidate, last + 1));
    }

    /** Further ids are above this one, also after the clock was set back: a message's id is above its parent's. */
    static void seen(long id) {
        LAST.accumulateAndGet(id, Math::max);
    }
}
