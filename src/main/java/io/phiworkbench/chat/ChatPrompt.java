package io.phiworkbench.chat;

import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.ChatMessage.Role;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Makes the prompt of a branch. */
final class ChatPrompt {
    private ChatPrompt() {}

    /**
     * The prompt that asks for what follows the branch: a new answer after a question, more of an answer after an
     * answer. Answers without text (failed or stopped before their first token) are left out, and questions that then
     * stand next to each other become one, because chat templates want the roles to take turns.
     *
     * @param pictures loads an attachment's bytes; may block
     */
    static Prompt.Chat of(String systemPrompt, List<Message> branch, Function<Attachment, ImageInput> pictures) {
        List<ChatMessage> messages = new ArrayList<>();
        if (!systemPrompt.isBlank()) {
            messages.add(new ChatMessage(Role.SYSTEM, systemPrompt));
        }
        for (Message message : branch) {
            if (message.isAnswer() && message.text().isEmpty()) {
                continue;
            }
            ChatMessage next = new ChatMessage(
                    message.role(),
                    message.text(),
                    message.attachments().stream().map(pictures).toList());
            if (!messages.isEmpty() && messages.getLast().role() == next.role()) {
                messages.add(joined(messages.removeLast(), next));
            } else {
                messages.add(next);
            }
        }
        boolean continueLast = !branch.isEmpty()
                && branch.getLast().isAnswer()
                && !branch.getLast().text().isEmpty();
        return new Prompt.Chat(messages, continueLast);
    }

    private static ChatMessage joined(ChatMessage first, ChatMessage second) {
        return new ChatMessage(
                first.role(),
                first.text() + "\n\n" + second.text(),
                Stream.concat(first.images().stream(), second.images().stream()).toList());
    }
}
