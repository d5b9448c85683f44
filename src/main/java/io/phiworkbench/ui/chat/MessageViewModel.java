package io.phiworkbench.ui.chat;

import io.phiworkbench.chat.Message;
import io.phiworkbench.chat.Siblings;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.markdown.MarkdownText;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** A message as it is shown. Stays the same object while its message is on the branch. */
public final class MessageViewModel {
    private final long id;
    private final ReadOnlyObjectWrapper<Message> message = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Siblings> siblings = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper progress = new ReadOnlyStringWrapper("");
    private final BooleanProperty editing = new SimpleBooleanProperty();
    private final BooleanProperty showsProbabilities = new SimpleBooleanProperty();
    private final BooleanProperty showsSettings = new SimpleBooleanProperty();
    private final StringProperty draft = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Optional<AnswerDifference>> difference =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final MarkdownText markdown;

    MessageViewModel(Message message, Siblings siblings, FxThread threads) {
        this.id = message.id();
        this.markdown = new MarkdownText(threads);
        update(message);
        this.siblings.set(siblings);
    }

    public long id() {
        return id;
    }

    public Message message() {
        return message.get();
    }

    public ReadOnlyObjectProperty<Message> messageProperty() {
        return message.getReadOnlyProperty();
    }

    /** The messages that stand at the same place of the tree. */
    public ReadOnlyObjectProperty<Siblings> siblingsProperty() {
        return siblings.getReadOnlyProperty();
    }

    /** What the model is doing before the first word comes, empty otherwise. */
    public ReadOnlyStringProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /** The blocks of an answer. */
    public ReadOnlyObjectProperty<List<io.phiworkbench.ui.markdown.Block>> blocksProperty() {
        return markdown.blocksProperty();
    }

    /** Whether the text is being changed by the user. */
    public BooleanProperty editingProperty() {
        return editing;
    }

    /** The text as the user changes it. */
    public StringProperty draftProperty() {
        return draft;
    }

    /** Whether an answer is shown word by word with its probabilities. */
    public BooleanProperty showsProbabilitiesProperty() {
        return showsProbabilities;
    }

    /** Whether the line under an answer says with which settings it was made. */
    public BooleanProperty showsSettingsProperty() {
        return showsSettings;
    }

    /** Where the answer is shown beside another version: what changed. */
    public ReadOnlyObjectProperty<Optional<AnswerDifference>> differenceProperty() {
        return difference.getReadOnlyProperty();
    }

    /** Shows the answer itself again. */
    public void hideDifference() {
        difference.set(Optional.empty());
    }

    void show(AnswerDifference value) {
        difference.set(Optional.of(value));
    }

    public void beginEdit() {
        draft.set(message().text());
        editing.set(true);
    }

    public void cancelEdit() {
        editing.set(false);
    }

    void update(Message value) {
        if (message.get() != null && !value.text().equals(message().text())) {
            hideDifference();
        }
        message.set(value);
        if (value.isAnswer()) {
            markdown.setText(value.text());
        }
        if (!value.isRunning()) {
            progress.set("");
        }
    }

    void update(Siblings value) {
        siblings.set(value);
    }

    void progress(String value) {
        progress.set(value);
    }
}
