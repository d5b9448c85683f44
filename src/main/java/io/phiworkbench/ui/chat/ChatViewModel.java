package io.phiworkbench.ui.chat;

import io.phiworkbench.chat.Attachment;
import io.phiworkbench.chat.Chats;
import io.phiworkbench.chat.Conversation;
import io.phiworkbench.chat.ConversationEvent;
import io.phiworkbench.chat.Message;
import io.phiworkbench.chat.MessageState;
import io.phiworkbench.chat.OpenConversation;
import io.phiworkbench.chat.Picture;
import io.phiworkbench.chat.QueuedQuestion;
import io.phiworkbench.chat.Subscription;
import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.ui.control.FrameBatch;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.figures.Figures;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.models.ModelsViewModel;
import io.phiworkbench.ui.models.ReadyModel;
import io.phiworkbench.ui.tray.TrayViewModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The conversation that is shown, the question being written, and what can be done with both. */
public final class ChatViewModel {
    private final Chats chats;
    private final ModelsViewModel models;
    private final FxThread threads;
    private final TrayViewModel tray;
    private final LiveFigures live = new LiveFigures();
    private final ObservableList<MessageViewModel> messages = FXCollections.observableArrayList();
    private final ObservableList<QueuedQuestion> queue = FXCollections.observableArrayList();
    // Held, since an unmodifiable list that nobody holds loses its listeners.
    private final ObservableList<MessageViewModel> shownMessages = FXCollections.unmodifiableObservableList(messages);
    private final ObservableList<QueuedQuestion> shownQueue = FXCollections.unmodifiableObservableList(queue);
    private final ReadOnlyObjectWrapper<Conversation> conversation = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    /**
     * Answers that events told to be running. What is shown cannot say it: read afresh, it may be ahead of the events, and
     * an answer may begin and end between two frames.
     */
    private final Set<Long> begun = new HashSet<>();

    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final StringProperty draft = new SimpleStringProperty("");
    private final Map<Long, String> drafts = new HashMap<>();
    private final ContextMeter context;
    private final ReadOnlyObjectWrapper<Long> openId = new ReadOnlyObjectWrapper<>();

    private OpenConversation open;
    private Subscription subscription = () -> {};
    private Runnable whenModelIsMissing = () -> {};
    private final List<Consumer<MessageViewModel>> whenFinished = new ArrayList<>();
    private boolean openedAtAll;

    public ChatViewModel(Chats chats, ModelsViewModel models, FxThread threads) {
        this.chats = chats;
        this.models = models;
        this.threads = threads;
        this.tray = new TrayViewModel(threads);
        this.context = new ContextMeter(threads);
        models.currentProperty().subscribe(model -> {
            tray.setModel(Optional.ofNullable(model).map(ReadyModel::description));
            estimate();
        });
        draft.subscribe(_ -> estimate());
        tray.totalTokensProperty().subscribe(_ -> estimate());
        startNew();
    }

    /** The messages of the branch that is shown. */
    public ObservableList<MessageViewModel> messages() {
        return shownMessages;
    }

    /** Questions that wait for the running answer, next first. */
    public ObservableList<QueuedQuestion> queue() {
        return shownQueue;
    }

    public ReadOnlyObjectProperty<Conversation> conversationProperty() {
        return conversation.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** What could not be done, for the place above the question; empty if all is well. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** The question being written. */
    public StringProperty draftProperty() {
        return draft;
    }

    public TrayViewModel tray() {
        return tray;
    }

    public ContextMeter context() {
        return context;
    }

    public LiveFigures live() {
        return live;
    }

    public ModelsViewModel models() {
        return models;
    }

    /** Which conversation is shown. */
    public ReadOnlyObjectProperty<Long> openIdProperty() {
        return openId.getReadOnlyProperty();
    }

    /** Everything of the conversation, for exports. */
    public OpenConversation open() {
        return open;
    }

    /** Called when a model is needed and none is loaded. */
    public void onModelMissing(Runnable action) {
        whenModelIsMissing = action;
    }

    /** Called when an answer came to its end. */
    public void onFinished(Consumer<MessageViewModel> action) {
        whenFinished.add(action);
    }

    /** Shows an empty conversation; it is stored with its first question. */
    public void startNew() {
        GenerationOptions options = openedAtAll ? conversation.get().options() : GenerationOptions.greedy();
        show(chats.create(options));
    }

    /** Shows a stored conversation. */
    public CompletableFuture<Void> open(long id) {
        CompletableFuture<Void> shown = new CompletableFuture<>();
        threads.follow(
                chats.open(id),
                found -> {
                    show(found);
                    shown.complete(null);
                },
                failure -> {
                    problem.set(failure.getMessage());
                    shown.completeExceptionally(failure);
                });
        return shown;
    }

    /** Sends the draft with the tray's pictures; while an answer runs, it waits in the queue. */
    public void send() {
        String text = draft.get().strip();
        if (text.isEmpty() || !tray.readyProperty().get()) {
            return;
        }
        List<Picture> pictures = tray.pictures();
        boolean accepted = withModel((conversation, model) -> {
            requireEyes(model, pictures);
            return conversation.ask(text, pictures, model.model());
        });
        if (accepted) {
            draft.set("");
            tray.sent();
        }
    }

    /** Sends this text at once, whatever the draft is. */
    public void ask(String text) {
        draft.set(text);
        send();
    }

    public void stop() {
        open.stop();
    }

    public void removeQueued(QueuedQuestion question) {
        open.removeQueued(question.id());
    }

    public void resumeQueue() {
        open.resumeQueue();
    }

    /** Another answer beside this one. */
    public void regenerate(MessageViewModel answer) {
        withModel((conversation, model) -> conversation.regenerate(answer.id(), model.model()));
    }

    /** Another answer beside the last one. */
    public void regenerateLast() {
        messages.reversed().stream()
                .filter(m -> m.message().isAnswer())
                .findFirst()
                .filter(_ -> !running.get())
                .ifPresent(this::regenerate);
    }

    /** Another answer with the same settings and the same seed; when it is there, what differs is shown. */
    public void repeat(MessageViewModel answer) {
        withModel((conversation, model) -> {
            CompletableFuture<Message> again = conversation.repeat(answer.id(), model.model());
            threads.follow(
                    again,
                    written -> {
                        if (written.state() == MessageState.COMPLETE) {
                            find(written.id()).ifPresent(shown -> compare(shown, answer.id()));
                        }
                    },
                    failure -> problem.set(failure.getMessage()));
            return again;
        });
    }

    /** Shows what changed in an answer since another version of it. */
    public void compare(MessageViewModel answer, long otherId) {
        Optional<Message> other = open.message(otherId);
        if (other.isEmpty()) {
            return;
        }
        Message compared = answer.message();
        int version = open.siblings(otherId).index() + 1;
        threads.call(
                () -> AnswerDifference.between(other.get(), version, compared),
                difference -> {
                    if (answer.message().text().equals(compared.text())) {
                        answer.show(difference);
                    }
                },
                failure -> problem.set(failure.getMessage()));
    }

    public void continueAnswer(MessageViewModel answer) {
        withModel((conversation, model) -> conversation.continueAnswer(answer.id(), model.model()));
    }

    public void answerQuestion(MessageViewModel question) {
        withModel((conversation, model) -> conversation.answerQuestion(question.id(), model.model()));
    }

    /** Puts the changed text beside the old one; a question is asked again. */
    public void finishEdit(MessageViewModel message) {
        String text = message.draftProperty().get().strip();
        if (text.isEmpty()) {
            return;
        }
        if (message.message().isAnswer()) {
            guarded(() -> open.editAnswer(message.id(), text));
            message.cancelEdit();
            return;
        }
        threads.follow(
                pictures(message.message().attachments()),
                pictures -> {
                    boolean accepted = withModel((conversation, model) ->
                            conversation.editQuestion(message.id(), text, pictures, model.model()));
                    if (accepted) {
                        message.cancelEdit();
                    }
                },
                failure -> problem.set(failure.getMessage()));
    }

    /** Opens the last question of the branch for editing. */
    public void editLastQuestion() {
        messages.reversed().stream()
                .filter(m -> m.message().isQuestion())
                .findFirst()
                .filter(_ -> !running.get())
                .ifPresent(MessageViewModel::beginEdit);
    }

    /** Shows another branch. */
    public void select(long messageId) {
        guarded(() -> open.select(messageId));
    }

    /** Takes a message away with everything below it; the result brings it back. */
    public Runnable delete(MessageViewModel message) {
        OpenConversation from = open;
        List<Message> deleted = from.subtree(message.id());
        boolean done = guarded(() -> from.delete(message.id()));
        return done ? () -> from.restore(deleted) : () -> {};
    }

    /** Changes title, system prompt, settings. */
    public void update(UnaryOperator<Conversation> change) {
        guarded(() -> open.update(change));
    }

    /** Probabilities of an answer's words, on the FX thread. */
    public void tokens(MessageViewModel answer, Consumer<List<GeneratedToken>> receiver) {
        threads.follow(chats.tokens(answer.id()), receiver, failure -> problem.set(failure.getMessage()));
    }

    public void dismissProblem() {
        problem.set("");
    }

    /** Says what could not be done. */
    public void report(String message) {
        problem.set(message);
    }

    private CompletableFuture<List<Picture>> pictures(List<Attachment> attachments) {
        List<CompletableFuture<Picture>> all =
                attachments.stream().map(this::picture).toList();
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .thenApply(_ -> all.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<Picture> picture(Attachment attachment) {
        return chats.picture(attachment).thenApply(Picture::of);
    }

    private void requireEyes(ReadyModel model, List<Picture> pictures) {
        if (!pictures.isEmpty() && !model.description().readsImages()) {
            throw new IllegalStateException(
                    Messages.text("chat.blind", model.description().name()));
        }
    }

    private boolean withModel(BiFunction<OpenConversation, ReadyModel, CompletableFuture<Message>> action) {
        Optional<ReadyModel> model = models.current();
        if (model.isEmpty()) {
            whenModelIsMissing.run();
            return false;
        }
        return guarded(() -> {
            CompletableFuture<Message> answer = action.apply(open, model.get());
            open.update(c -> c.withModel(model.get().reference()));
            // Failures of the run are the message's own; what is left is a bug or a taken back question.
            answer.exceptionally(_ -> null);
        });
    }

    /** Runs what the conversation may refuse, and says so where it does. */
    private boolean guarded(Runnable action) {
        try {
            action.run();
            problem.set("");
            return true;
        } catch (IllegalStateException e) {
            problem.set(e.getMessage());
            return false;
        }
    }

    private void show(OpenConversation next) {
        if (open != null) {
            drafts.put(open.id(), draft.get());
        }
        subscription.close();
        open = next;
        openedAtAll = true;
        FrameBatch<ConversationEvent> events = new FrameBatch<>(threads.fx(), batch -> receive(next, batch));
        subscription = next.listen(events::add);
        conversation.set(next.conversation());
        openId.set(next.id());
        messages.clear();
        live.reset();
        problem.set("");
        draft.set(drafts.getOrDefault(next.id(), ""));
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
        changed.forEach(id -> find(id).ifPresent(shown -> open.message(id).ifPresent(shown::update)));
        running.set(open.isRunning());
        ended.forEach(id -> find(id).ifPresent(this::ended));
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
        estimate();
        whenFinished.forEach(action -> action.accept(answer));
    }

    private Optional<MessageViewModel> find(long id) {
        return messages.stream().filter(m -> m.id() == id).findFirst();
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
        tray.picturesBeforeProperty()
                .set(branch.stream().mapToInt(m -> m.attachments().size()).sum());
        estimate();
    }

    private void estimate() {
        if (open == null) {
            return;
        }
        context.estimate(
                models.current().map(ReadyModel::model),
                messages.stream().map(MessageViewModel::message).toList(),
                conversation.get(),
                draft.get(),
                tray.totalTokensProperty().get());
    }
}
