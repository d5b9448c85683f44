package io.phiworkbench.chat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listeners of one kind of event. A listener that throws is logged and does not keep the others from hearing. */
final class Listeners<E> {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<Consumer<? super E>> listeners = new CopyOnWriteArrayList<>();

    Subscription add(Consumer<? super E> listener) {
        // Wrapped, so that the same listener given twice is two registrations.
        Consumer<E> registration = listener::accept;
        listeners.add(registration);
        return () -> listeners.remove(registration);
    }

    boolean isEmpty() {
        return listeners.isEmpty();
    }

    void tell(E event) {
        for (Consumer<? super E> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.error("a listener failed on {}", event.getClass().getSimpleName(), e);
            }
        }
    }
}
