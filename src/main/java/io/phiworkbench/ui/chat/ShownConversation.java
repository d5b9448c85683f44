package io.phiworkbench.ui.chat;

import io.phiworkbench.chat.Conversation;
import io.phiworkbench.chat.ConversationEvent;
import io.phiworkbench.chat.Message;
import io.phiworkbench.chat.OpenConversation;
import io.phiworkbench.chat.QueuedQuestion;
import io.phiworkbench.chat.Subscription;
import io.phiworkbench.ui.control.FrameBatch;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.figures.Figures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * A conversation as the screen shows it: the messages of its branch, what waits, and how the running answer comes. What
 * happens in the conversation on other threads reaches the properties once a frame.
 */
final class ShownConversation {
    private final FxThread threads;
    private final LiveFigures live = new LiveFigures();
    private final ObservableList<MessageViewModel> messages = FXCollections.observableArrayList();
    private final ObservableList<QueuedQuestion> queue = FXCollections.observableArrayList();
    // Held, since an unmodifiable list that nobody holds loses its listeners.
    private final ObservableList<MessageViewModel> shownMessages = FXCollections.unmodifiableObservableList(messages);
    private final ObservableList<QueuedQuestion> shownQueue = FXCollections.unmodifiableObservableList(queue);
    private final ReadOnlyObjectWrapper<Conversation> conversation = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Long> id = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    /**
     * Answers that events told to be running. What is shown cannot say it: read afresh, it may be ahead of the events, and
     * an answer may begin and end between two frames.
     */
    private final Set<Long> begun = new HashSet<>();

    private final List<Consumer<MessageViewModel>> whenFinished = new ArrayList<>();
    private final List<Runnable> whenBranchShown = new ArrayList<>();
    private OpenConversation open;
    private Subscription subscription = () -> {};

    ShownConversation(FxThread threads) {
        this.threads = threads;
    }

    ObservableList<MessageViewModel> messages() {
        return shownMessages;
    }

    ObservableList<QueuedQuestion> queue() {
        return shownQueue;
    }

    ReadOnlyObjectProperty<Conversation> conversationProperty() {
        return conversation.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Long> idProperty() {
        return id.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    LiveFigures live() {
        return live;
    }

    OpenConversation open() {
        return open;
    }

    /** Called when an answer came to its end. */
    void onFinished(Consumer<MessageViewModel> action) {
        whenFinished.add(action);
    }

    /** Called when a branch is shown, also one that has only grown. */
    void onBranchShown(Runnable action) {
        whenBranchShown.add(action);
    }

    Optional<MessageViewModel> find(long messageId) {
        return messages.stream().filter(m -> m.id() == messageId).findFirst();
    }

    /** The last message of the branch that is like this. */
    Optional<MessageViewModel> last(Predicate<Message> like) {
        return messages.reversed().stream().filter(m -> like.test(m.message())).findFirst();
    }

    /** How many pictures the messages have. */
    int pictures() {
        return messages.stream().mapToInt(m -> m.message().attachments().size()).sum();
    }

    /** Shows another conversation. */
    void show(OpenConversation next) {
        subscription.close();
        open = next;
        FrameBatch<ConversationEvent> events = new FrameBatch<>(threads.fx(), batch -> receive(next, batch));
        subscription = next.listen(events::add);
        conversation.set(next.conversation());
        id.set(next.id());
        messages.clear();
        live.reset();
        queue.setAll(next.queue());
        List<Message> branch = next.branch();
        begun.clear();
        branch.forEach(this::noteBegun);
        showBranch(branch);
    }

    /** Events only say what to look at: values are read afresh, so that none is applied twice. */
    private void receive(OpenConversation from, List<ConversationEvent> events) {
        if (from != open) {
            return;
        }
        boolean branch = false;
        Set<Long> changed = new LinkedHashSet<>();
        Set<Long> ended = new LinkedHashSet<>();
        for (ConversationEvent event : events) {
            switch (event) {
                case ConversationEvent.ConversationChanged(Conversation c) -> conversation.set(c);
                case ConversationEvent.BranchChanged(List<Message> then) -> {
                    branch = true;
                    then.forEach(this::noteBegun);
                }
                case ConversationEvent.MessageChanged(Message m) -> {
                    changed.add(m.id());
                    noteBegun(m);
                    if (!m.isRunning() && begun.remove(m.id())) {
                        ended.add(m.id());
                    }
                }
                case ConversationEvent.AnswerProgress p -> {
                    live.progress(p.phase(), p.done(), p.total());
                    find(p.messageId()).ifPresent(m -> m.progress(Figures.progress(p.phase(), p.done(), p.total())));
                }
                case ConversationEvent.TokenAdded t -> {
                    live.token();
                    changed.add(t.messageId());
                }
                case ConversationEvent.QueueChanged(List<QueuedQuestion> waiting) -> queue.setAll(waiting);
            }
        }
        if (branch) {
            showBranch(open.branch());
        }
        changed.forEach(message ->
                find(message).ifPresent(shown -> open.message(message).ifPresent(shown::update)));
        running.set(open.isRunning());
        ended.forEach(message -> find(message).ifPresent(this::ended));
    }

    private void noteBegun(Message message) {
        if (message.isRunning()) {
            begun.add(message.id());
        }
    }

    private void ended(MessageViewModel answer) {
        live.finished(answer.message()
                .details()
                .map(details -> details.statistics().decodeTokensPerSecond())
                .orElse(0.0));
        whenFinished.forEach(action -> action.accept(answer));
    }

    private void showBranch(List<Message> branch) {
        Map<Long, MessageViewModel> known = new HashMap<>();
        messages.forEach(m -> known.put(m.id(), m));
        List<MessageViewModel> next = branch.stream()
                .map(message -> {
                    MessageViewModel shown = known.computeIfAbsent(
                            message.id(), _ -> new MessageViewModel(message, open.siblings(message.id()), threads));
                    shown.update(message);
                    shown.update(open.siblings(message.id()));
                    return shown;
                })
                .toList();
        if (!next.equals(messages)) {
            messages.setAll(next);
        }
        if (!open.isRunning()) {
            live.reset();
        }
        running.set(open.isRunning());
        whenBranchShown.forEach(Runnable::run);
    }
}
