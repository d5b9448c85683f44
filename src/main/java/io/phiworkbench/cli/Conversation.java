package io.phiworkbench.cli;

import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The messages of an interactive chat, and the pictures that wait for the next question. Confined to one thread. */
final class Conversation {
    private final List<ChatMessage> messages = new ArrayList<>();
    private final List<ImageInput> waiting = new ArrayList<>();
    private Optional<String> system = Optional.empty();

    void system(String text) {
        system = text.isBlank() ? Optional.empty() : Optional.of(text);
    }

    void attach(List<ImageInput> images) {
        waiting.addAll(images);
    }

    List<ImageInput> waiting() {
        return List.copyOf(waiting);
    }

    void dropWaiting() {
        waiting.clear();
    }

    /** What the model would be asked if the user said this now. */
    Prompt.Chat prompt(String text) {
        return prompt(question(text, waiting));
    }

    /** As {@link #prompt(String)}, with more pictures. */
    Prompt.Chat promptWith(List<ImageInput> images) {
        List<ImageInput> all = new ArrayList<>(waiting);
        all.addAll(images);
        return prompt(question("", all));
    }

    /** Keeps a question and its answer; the waiting pictures belong to the question. */
    void add(String question, String answer) {
        messages.add(question(question, waiting));
        messages.add(new ChatMessage(ChatMessage.Role.ASSISTANT, answer));
        waiting.clear();
    }

    /** Takes the last question and its answer back; the question's pictures wait again. */
    Optional<String> takeBack() {
        if (messages.isEmpty()) {
            return Optional.empty();
        }
        messages.removeLast();
        ChatMessage question = messages.removeLast();
        waiting.addAll(0, question.images());
        return Optional.of(question.text());
    }

    /** Forgets everything but the system prompt. */
    void reset() {
        messages.clear();
        waiting.clear();
    }

    private Prompt.Chat prompt(ChatMessage question) {
        List<ChatMessage> all = new ArrayList<>();
        system.ifPresent(text -> all.add(new ChatMessage(ChatMessage.Role.SYSTEM, text)));
        all.addAll(messages);
        all.add(question);
        return new Prompt.Chat(all);
    }

    private static ChatMessage question(String text, List<ImageInput> images) {
        return new ChatMessage(ChatMessage.Role.USER, text, images);
    }
}
