package io.phiworkbench.ui.chat;

import io.phiworkbench.chat.Attachment;
import io.phiworkbench.chat.Chats;
import io.phiworkbench.chat.Conversation;
import io.phiworkbench.chat.Message;
import io.phiworkbench.chat.MessageState;
import io.phiworkbench.chat.OpenConversation;
import io.phiworkbench.chat.Picture;
import io.phiworkbench.chat.QueuedQuestion;
import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.models.ModelsViewModel;
import io.phiworkbench.ui.models.ReadyModel;
import io.phiworkbench.ui.tray.TrayViewModel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.StringProperty;
import javafx.collections.ObservableList;

/** The conversation that is shown, the question being written, and what can be done with both. */
public final class ChatViewModel {
    private final Chats chats;
    private final ModelsViewModel models;
    private final FxThread threads;
    private final ShownConversation shown;
    private final QuestionDraft draft;
    private final ContextMeter context;
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private Runnable whenModelIsMissing = () -> {};

    public ChatViewModel(Chats chats, ModelsViewModel models, FxThread threads) {
        this.chats = chats;
        this.models = models;
        this.threads = threads;
        this.shown = new ShownConversation(threads);
        this.draft = new QuestionDraft(threads);
        this.context = new ContextMeter(threads);
        models.currentProperty().subscribe(model -> {
            tray().setModel(Optional.ofNullable(model).map(ReadyModel::description));
            estimate();
        });
        draftProperty().subscribe(_ -> estimate());
        tray().totalTokensProperty().subscribe(_ -> estimate());
        shown.onBranchShown(this::branchShown);
        shown.onFinished(_ -> estimate());
        show(chats.create(GenerationOptions.greedy()));
    }

    /** The messages of the branch that is shown. */
    public ObservableList<MessageViewModel> messages() {
        return shown.messages();
    }

    /** Questions that wait for the running answer, next first. */
    public ObservableList<QueuedQuestion> queue() {
        return shown.queue();
    }

    public ReadOnlyObjectProperty<Conversation> conversationProperty() {
        return shown.conversationProperty();
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return shown.runningProperty();
    }

    /** What could not be done, for the place above the question; empty if all is well. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** The question being written. */
    public StringProperty draftProperty() {
        return draft.textProperty();
    }

    public TrayViewModel tray() {
        return draft.tray();
    }

    public ContextMeter context() {
        return context;
    }

    public LiveFigures live() {
        return shown.live();
    }

    public ModelsViewModel models() {
        return models;
    }

    /** Which conversation is shown. */
    public ReadOnlyObjectProperty<Long> openIdProperty() {
        return shown.idProperty();
    }

    /** Everything of the conversation, for exports. */
    public OpenConversation open() {
        return shown.open();
    }

    /** Called when a model is needed and none is loaded. */
    public void onModelMissing(Runnable action) {
        whenModelIsMissing = action;
    }

    /** Called when an answer came to its end. */
    public void onFinished(Consumer<MessageViewModel> action) {
        shown.onFinished(action);
    }

    /** Shows an empty conversation with the settings of the last; it is stored with its first question. */
    public void startNew() {
        show(chats.create(conversationProperty().get().options()));
    }

    /** Shows a stored conversation. */
    public CompletableFuture<Void> open(long id) {
        CompletableFuture<Void> opened = new CompletableFuture<>();
        threads.follow(
                chats.open(id),
                found -> {
                    show(found);
                    opened.complete(null);
                },
                failure -> {
                    problem.set(Failures.text(failure));
                    opened.completeExceptionally(failure);
                });
        return opened;
    }

    /** Sends the draft with the tray's pictures; while an answer runs, it waits in the queue. */
    public void send() {
        if (!draft.isReady()) {
            return;
        }
        String text = draftProperty().get().strip();
        List<Picture> pictures = draft.pictures();
        boolean accepted = withModel((conversation, model) -> {
            requireEyes(model, pictures);
            return conversation.ask(text, pictures, model.model());
        });
        if (accepted) {
            draft.sent();
        }
    }

    /** Sends this text at once, whatever the draft is. */
    public void ask(String text) {
        draftProperty().set(text);
        send();
    }

    public void stop() {
        open().stop();
    }

    public void removeQueued(QueuedQuestion question) {
        open().removeQueued(question.id());
    }

    public void resumeQueue() {
        open().resumeQueue();
    }

    /** Another answer beside this one. */
    public void regenerate(MessageViewModel answer) {
        withModel((conversation, model) -> conversation.regenerate(answer.id(), model.model()));
    }

    /** Another answer beside the last one. */
    public void regenerateLast() {
        shown.last(Message::isAnswer).filter(_ -> !runningProperty().get()).ifPresent(this::regenerate);
    }

    /** Another answer with the same settings and the same seed; when it is there, what differs is shown. */
    public void repeat(MessageViewModel answer) {
        withModel((conversation, model) -> {
            CompletableFuture<Message> again = conversation.repeat(answer.id(), model.model());
            threads.follow(
                    again,
                    written -> {
                        if (written.state() == MessageState.COMPLETE) {
                            shown.find(written.id()).ifPresent(m -> compare(m, answer.id()));
                        }
                    },
                    failure -> problem.set(Failures.text(failure)));
            return again;
        });
    }

    /** Shows what changed in an answer since another version of it. */
    public void compare(MessageViewModel answer, long otherId) {
        Optional<Message> other = open().message(otherId);
        if (other.isEmpty()) {
            return;
        }
        Message compared = answer.message();
        int version = open().siblings(otherId).index() + 1;
        threads.call(
                () -> AnswerDifference.between(other.get(), version, compared),
                difference -> {
                    if (answer.message().text().equals(compared.text())) {
                        answer.show(difference);
                    }
                },
                failure -> problem.set(Failures.text(failure)));
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
            guarded(() -> open().editAnswer(message.id(), text));
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
                failure -> problem.set(Failures.text(failure)));
    }

    /** Opens the last question of the branch for editing. */
    public void editLastQuestion() {
        shown.last(Message::isQuestion).filter(_ -> !runningProperty().get()).ifPresent(MessageViewModel::beginEdit);
    }

    /** Shows another branch. */
    public void select(long messageId) {
        guarded(() -> open().select(messageId));
    }

    /** Takes a message away with everything below it; the result brings it back. */
    public Runnable delete(MessageViewModel message) {
        OpenConversation from = open();
        List<Message> deleted = from.subtree(message.id());
        boolean done = guarded(() -> from.delete(message.id()));
        return done ? () -> from.restore(deleted) : () -> {};
    }

    /** Changes title, system prompt, settings. */
    public void update(UnaryOperator<Conversation> change) {
        guarded(() -> open().update(change));
    }

    /** Probabilities of an answer's words, on the FX thread. */
    public void tokens(MessageViewModel answer, Consumer<List<GeneratedToken>> receiver) {
        threads.follow(chats.tokens(answer.id()), receiver, failure -> problem.set(Failures.text(failure)));
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
            CompletableFuture<Message> answer = action.apply(open(), model.get());
            open().update(c -> c.withModel(model.get().reference()));
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
            problem.set(Failures.text(e));
            return false;
        }
    }

    private void show(OpenConversation next) {
        problem.set("");
        draft.belongTo(next.id());
        shown.show(next);
    }

    private void branchShown() {
        tray().picturesBeforeProperty().set(shown.pictures());
        estimate();
    }

    private void estimate() {
        if (shown.open() == null) {
            return;
        }
        context.estimate(
                models.current().map(ReadyModel::model),
                messages().stream().map(MessageViewModel::message).toList(),
                conversationProperty().get(),
                draftProperty().get(),
                tray().totalTokensProperty().get());
    }
}
