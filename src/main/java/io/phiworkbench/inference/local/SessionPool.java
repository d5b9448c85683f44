package io.phiworkbench.inference.local;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The sessions of one model. A prompt gets the session that has computed most of it; one that goes another way gets a
 * session of its own, as long as there are few. Used on the inference thread.
 */
final class SessionPool implements AutoCloseable {
    /** Conversations that can be switched between without computing them again. */
    private static final int MOST = 4;
    /** A session is taken over if this part of it, or of the prompt, stays: a new one would compute the same again. */
    private static final double WORTH_KEEPING = 0.5;

    private final Decoder decoder;
    private final int contextLength;
    /** Least recently used first. */
    private final List<Session> sessions = new ArrayList<>();

    SessionPool(Decoder decoder, int contextLength) {
        this.decoder = decoder;
        this.contextLength = contextLength;
    }

    /** The session to run a prompt on; it counts as used now. */
    Session sessionFor(TokenSequence prompt, boolean longFactors) {
        Session best = sessions.stream()
                .filter(s -> s.reusable(prompt, longFactors) >= WORTH_KEEPING * Math.min(s.length(), prompt.length()))
                .max(Comparator.comparingInt(s -> s.reusable(prompt, longFactors)))
                .orElse(null);
        if (best == null) {
            best = sessions.size() < MOST ? new Session(decoder, contextLength) : sessions.getFirst();
        }
        sessions.remove(best);
        sessions.addLast(best);
        return best;
    }

    /** Forgets a session whose state may be wrong after an error. */
    void discard(Session session) {
        sessions.remove(session);
        session.close();
    }

    long cacheBytes() {
        return sessions.stream().mapToLong(Session::cacheBytes).sum();
    }

    @Override
    public void close() {
        sessions.forEach(Session::close);
        sessions.clear();
    }
}
