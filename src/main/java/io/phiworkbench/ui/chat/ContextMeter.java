package io.phiworkbench.ui.chat;

import io.phiworkbench.chat.Conversation;
import io.phiworkbench.chat.Message;
import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.ModelDescription;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.ui.control.FxThread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * How full the context will be when the draft is sent. What the last answer reported is taken as it is; what came after
 * it and the draft are counted by the model's tokenizer; the tray's pictures are counted by their crops.
 */
public final class ContextMeter {
    private final FxThread threads;
    private final ReadOnlyIntegerWrapper used = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper limit = new ReadOnlyIntegerWrapper();
    private final ReadOnlyObjectWrapper<OptionalInt> ropeSwitch = new ReadOnlyObjectWrapper<>(OptionalInt.empty());
    private Runnable next;
    private boolean counting;

    ContextMeter(FxThread threads) {
        this.threads = threads;
    }

    /** Tokens of the prompt that would be sent. */
    public ReadOnlyIntegerProperty usedProperty() {
        return used.getReadOnlyProperty();
    }

    /** The model's limit, 0 while there is no model. */
    public ReadOnlyIntegerProperty limitProperty() {
        return limit.getReadOnlyProperty();
    }

    /** Where LongRoPE changes its factors and the prompt is computed anew, if the model has such a place. */
    public ReadOnlyObjectProperty<OptionalInt> ropeSwitchProperty() {
        return ropeSwitch.getReadOnlyProperty();
    }

    void estimate(
            Optional<ChatModel> model, List<Message> branch, Conversation conversation, String draft, int imageTokens) {
        if (model.isEmpty()) {
            used.set(imageTokens);
            limit.set(0);
            ropeSwitch.set(OptionalInt.empty());
            return;
        }
        ModelDescription description = model.get().description();
        limit.set(description.contextLength());
        ropeSwitch.set(description.longRopeSwitch());
        int known = 0;
        List<ChatMessage> uncounted = new ArrayList<>();
        for (Message message : branch) {
            if (message.details().isPresent()) {
                known = message.details().get().statistics().promptTokens()
                        + message.details().get().statistics().generatedTokens();
                uncounted.clear();
            } else if (!message.text().isEmpty()) {
                uncounted.add(new ChatMessage(message.role(), message.text()));
            }
        }
        if (known == 0 && !conversation.systemPrompt().isBlank()) {
            uncounted.addFirst(new ChatMessage(ChatMessage.Role.SYSTEM, conversation.systemPrompt()));
        }
        if (!draft.isBlank()) {
            uncounted.add(new ChatMessage(ChatMessage.Role.USER, draft));
        }
        int base = known + imageTokens;
        if (uncounted.isEmpty()) {
            next = null;
            used.set(base);
            return;
        }
        next = () -> count(model.get(), conversation, uncounted, base);
        countNext();
    }

    /** Counts the newest draft; those that came meanwhile are skipped. */
    private void countNext() {
        if (counting || next == null) {
            return;
        }
        counting = true;
        Runnable count = next;
        next = null;
        count.run();
    }

    private void count(ChatModel model, Conversation conversation, List<ChatMessage> messages, int base) {
        threads.call(
                () -> model.estimate(new Prompt.Chat(messages), conversation.options())
                        .totalTokens(),
                tokens -> {
                    counting = false;
                    if (next == null) {
                        used.set(base + tokens);
                    }
                    countNext();
                },
                // The prompt will be refused, with the reason, when it is sent.
                _ -> {
                    counting = false;
                    countNext();
                });
    }
}
