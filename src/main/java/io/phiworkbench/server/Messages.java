package io.phiworkbench.server;

import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.ChatMessage.Role;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.Prompt;
import java.util.ArrayList;
import java.util.List;

/**
 * The conversation of a chat request. A picture that stands after some text of its message stands at that place in the
 * prompt as well; pictures at a message's head go before its text, as the models were trained.
 */
final class Messages {
    private final List<ChatMessage> messages = new ArrayList<>();
    private int pictures;

    private Messages() {}

    /** @throws ApiException for whatever cannot be asked */
    static Prompt.Chat read(Fields request) {
        Messages read = new Messages();
        List<Fields> all = request.objects("messages");
        if (all.isEmpty()) {
            throw request.wrong("messages", "must hold at least one message");
        }
        all.forEach(read::add);
        boolean goOn = request.flag("continue_final_message");
        if (goOn && read.messages.getLast().role() != Role.ASSISTANT) {
            throw request.wrong("continue_final_message", "needs a last message of the assistant");
        }
        return new Prompt.Chat(read.messages, goOn);
    }

    private void add(Fields message) {
        Role role = role(message);
        if (message.has("tool_calls")) {
            throw message.unsupported("tool_calls", "is not supported: these models call no tools");
        }
        ChatMessage next = content(message, role);
        if (role != Role.SYSTEM) {
            messages.add(next);
            return;
        }
        if (messages.isEmpty()) {
            messages.add(next);
        } else if (messages.size() == 1 && messages.getFirst().role() == Role.SYSTEM) {
            messages.set(0, new ChatMessage(Role.SYSTEM, messages.getFirst().text() + "\n\n" + next.text()));
        } else {
            throw message.wrong("role", "may be 'system' at the head of the conversation only");
        }
    }

    private static Role role(Fields message) {
        String role = message.requiredText("role");
        return switch (role) {
            case "system", "developer" -> Role.SYSTEM;
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            default -> throw message.wrong("role", "must be system, developer, user or assistant, not '" + role + "'");
        };
    }

    private ChatMessage content(Fields message, Role role) {
        if (!message.has("content")) {
            if (role == Role.ASSISTANT) {
                return new ChatMessage(role, "");
            }
            throw message.wrong("content", "is missing");
        }
        if (message.object().get("content").isTextual()) {
            return new ChatMessage(role, message.requiredText("content"));
        }
        return parts(message, role);
    }

    private ChatMessage parts(Fields message, Role role) {
        StringBuilder text = new StringBuilder();
        List<ImageInput> images = new ArrayList<>();
        boolean textBefore = false;
        boolean textBegun = false;
        for (Fields part : message.objects("content")) {
            String type = part.requiredText("type");
            switch (type) {
                case "text" -> {
                    text.append(textBefore ? "\n" : "").append(part.requiredText("text"));
                    textBefore = true;
                    textBegun = true;
                }
                case "image_url" -> {
                    if (role != Role.USER) {
                        throw part.wrong("type", "may be 'image_url' in messages of the user only");
                    }
                    images.add(picture(part));
                    if (textBegun) {
                        text.append("<|image_").append(pictures).append("|>");
                    }
                    textBefore = false;
                }
                default -> throw part.unsupported("type", "must be text or image_url, not '" + type + "'");
            }
        }
        return new ChatMessage(role, text.toString(), images);
    }

    private ImageInput picture(Fields part) {
        pictures++;
        String name = "picture " + pictures;
        if (part.has("image_url") && part.object().get("image_url").isTextual()) {
            return DataUrl.picture(part.requiredText("image_url"), part.name("image_url"), name);
        }
        Fields image = part.child("image_url").orElseThrow(() -> part.wrong("image_url", "is missing"));
        ImageInput picture = DataUrl.picture(image.requiredText("url"), image.name("url"), name);
        // One crop is the cheap look that 'low' asks for.
        return image.text("detail").filter("low"::equals).isPresent() ? picture.withNumCrops(1) : picture;
    }
}
