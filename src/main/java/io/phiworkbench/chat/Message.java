package io.phiworkbench.chat;

import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.ChatMessage.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A message of a conversation; a value, so a change makes a new one with the same id.
 *
 * @param parent the message it follows; absent for the first of a branch
 * @param role the user's or the assistant's
 * @param attachments pictures, in their order; only of questions
 * @param failure for {@link MessageState#FAILED}
 * @param details of an answer whose run ended; absent for questions, running and interrupted answers
 * @param model name of the model that answers; empty for questions
 */
public record Message(
        long id,
        OptionalLong parent,
        Role role,
        String text,
        List<Attachment> attachments,
        MessageState state,
        Optional<Failure> failure,
        Optional<AnswerDetails> details,
        String model,
        Instant created) {

    public Message {
        attachments = List.copyOf(attachments);
    }

    static Message question(OptionalLong parent, String text, List<Attachment> attachments, Instant now) {
        return new Message(
                Ids.next(),
                parent,
                Role.USER,
                text,
                attachments,
                MessageState.COMPLETE,
                Optional.empty(),
                Optional.empty(),
                "",
                now);
    }

    static Message answer(long parent, String model, Instant now) {
        return new Message(
                Ids.next(),
                OptionalLong.of(parent),
                Role.ASSISTANT,
                "",
                List.of(),
                MessageState.RUNNING,
                Optional.empty(),
                Optional.empty(),
                model,
                now);
    }

    public boolean isQuestion() {
        return role == Role.USER;
    }

    public boolean isAnswer() {
        return role == Role.ASSISTANT;
    }

    public boolean isRunning() {
        return state == MessageState.RUNNING;
    }

    /** Whether {@link OpenConversation#continueAnswer} makes sense. */
    public boolean canContinue() {
        return isAnswer() && state != MessageState.RUNNING && !text.isEmpty();
    }

    Message withIds(long newId, OptionalLong newParent) {
        return new Message(newId, newParent, role, text, attachments, state, failure, details, model, created);
    }

    Message withText(String value) {
        return new Message(id, parent, role, value, attachments, state, failure, details, model, created);
    }

    Message withState(MessageState value) {
        return new Message(id, parent, role, text, attachments, value, failure, details, model, created);
    }

    Message running(String byModel) {
        return new Message(
                id, parent, role, text, attachments, MessageState.RUNNING, Optional.empty(), details, byModel, created);
    }

    Message failed(Failure why) {
        return new Message(
                id, parent, role, text, attachments, MessageState.FAILED, Optional.of(why), details, model, created);
    }

    Message withDetails(AnswerDetails value) {
        return new Message(id, parent, role, text, attachments, state, failure, Optional.of(value), model, created);
    }
}
