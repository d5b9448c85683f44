package io.phiworkbench.chat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The messages of a conversation by their parents. At every fork one child is selected; following the selected children
 * from the top gives the branch that is shown and sent. A fork remembers its selection while another branch is shown.
 *
 * <p>Not thread-safe.
 */
final class MessageTree {
    private static final long TOP = 0;

    private final Map<Long, Message> messages = new LinkedHashMap<>();
    private final Map<Long, List<Long>> children = new HashMap<>();
    private final Map<Long, Long> selected = new HashMap<>();

    MessageTree() {}

    /** @param selectedIds those that are selected among their siblings; where none is, the newest is */
    MessageTree(Collection<Message> all, Collection<Long> selectedIds) {
        all.stream().sorted(Comparator.comparingLong(Message::id)).forEach(this::add);
        selectedIds.forEach(id -> selected.put(key(require(id).parent()), id));
    }

    /** Adds a message and selects it; its parent must be there. */
    void add(Message message) {
        long parent = key(message.parent());
        if (parent != TOP) {
            require(parent);
        }
        if (messages.putIfAbsent(message.id(), message) != null) {
            throw new IllegalArgumentException("message " + message.id() + " is already in the tree");
        }
        children.computeIfAbsent(parent, _ -> new ArrayList<>()).add(message.id());
        selected.put(parent, message.id());
    }

    /** Puts a new value in place of the message with the same id and parent. */
    void replace(Message message) {
        if (!require(message.id()).parent().equals(message.parent())) {
            throw new IllegalArgumentException("message " + message.id() + " cannot move to another parent");
        }
        messages.put(message.id(), message);
    }

    /** What a merge did: the messages that got new values, and whether there are new ones. */
    record Merged(List<Message> changed, boolean grew) {}

    /** Takes over messages from elsewhere, except for one; what is selected stays selected. */
    Merged merge(List<Message> others, long except) {
        List<Message> shown = branch();
        List<Message> changed = new ArrayList<>();
        boolean grew = false;
        for (Message other : others) {
            Message known = messages.get(other.id());
            boolean attached = other.parent().isEmpty()
                    || messages.containsKey(other.parent().getAsLong());
            if (known == null && attached) {
                add(other);
                grew = true;
            } else if (known != null && !known.equals(other) && other.id() != except) {
                replace(other);
                changed.add(other);
            }
        }
        if (!shown.isEmpty()) {
            select(shown.getLast().id());
        }
        return new Merged(changed, grew);
    }

    Optional<Message> find(long id) {
        return Optional.ofNullable(messages.get(id));
    }

    Message require(long id) {
        return find(id).orElseThrow(() -> new NoSuchElementException("no message " + id + " in this conversation"));
    }

    Collection<Message> all() {
        return List.copyOf(messages.values());
    }

    /** Makes the branch run through this message, and below it where it ran last. */
    void select(long id) {
        for (OptionalLong at = OptionalLong.of(id); at.isPresent(); ) {
            Message message = require(at.getAsLong());
            selected.put(key(message.parent()), message.id());
            at = message.parent();
        }
    }

    boolean isSelected(long id) {
        return selected.get(key(require(id).parent())) == id;
    }

    Siblings siblings(long id) {
        List<Long> ids = children.get(key(require(id).parent()));
        return new Siblings(ids, ids.indexOf(id));
    }

    /** The selected branch, from the top. */
    List<Message> branch() {
        List<Message> branch = new ArrayList<>();
        for (Long id = selected.get(TOP); id != null; id = selected.get(id)) {
            branch.add(messages.get(id));
        }
        return branch;
    }

    /** The message and all before it, from the top. */
    List<Message> pathTo(long id) {
        List<Message> path = new ArrayList<>();
        for (OptionalLong at = OptionalLong.of(id);
                at.isPresent();
                at = path.getLast().parent()) {
            path.add(require(at.getAsLong()));
        }
        return path.reversed();
    }

    /** The message and everything below it, parents first. */
    List<Message> subtree(long id) {
        List<Message> found = new ArrayList<>(List.of(require(id)));
        for (int i = 0; i < found.size(); i++) {
            children.getOrDefault(found.get(i).id(), List.of()).forEach(child -> found.add(messages.get(child)));
        }
        return found;
    }

    /** Takes a message out with everything below it; the newest sibling that is left becomes the selected one. */
    List<Message> remove(long id) {
        List<Message> removed = subtree(id);
        long parent = key(removed.getFirst().parent());
        List<Long> left = children.get(parent);
        left.remove(id);
        if (left.isEmpty()) {
            selected.remove(parent);
        } else if (selected.get(parent) == id) {
            selected.put(parent, left.getLast());
        }
        removed.forEach(message -> {
            messages.remove(message.id());
            children.remove(message.id());
            selected.remove(message.id());
        });
        return removed;
    }

    private static long key(OptionalLong parent) {
        return parent.orElse(TOP);
    }
}
