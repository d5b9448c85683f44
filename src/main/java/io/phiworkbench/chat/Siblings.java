package io.phiworkbench.chat;

import java.util.List;

/**
 * A message among those with the same parent.
 *
 * @param ids all of them in the order of their making
 * @param index place of the message asked about, from 0
 */
public record Siblings(List<Long> ids, int index) {

    public Siblings {
        ids = List.copyOf(ids);
    }

    public int count() {
        return ids.size();
    }

    public boolean hasPrevious() {
        return index > 0;
    }

    public boolean hasNext() {
        return index < ids.size() - 1;
    }

    /** The one before; only where there is one. */
    public long previous() {
        return ids.get(index - 1);
    }

    /** The one after; only where there is one. */
    public long next() {
        return ids.get(index + 1);
    }
}
