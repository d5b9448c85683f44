package io.phiworkbench.chat;

import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.inference.Phase;
import java.util.List;

/** What happens in an {@link OpenConversation}. */
public sealed interface ConversationEvent {

    /** Title, folder, settings or model changed. */
    record ConversationChanged(Conversation conversation) implements ConversationEvent {}

    /** Messages came, went, or another branch was selected. */
    record BranchChanged(List<Message> branch) implements ConversationEvent {}

    /** A message of the tree got a new value: its run started, ended, failed; text that streams comes as tokens. */
    record MessageChanged(Message message) implements ConversationEvent {}

    /** The run that writes this answer began a phase or went on with it; total is 0 if unknown. */
    record AnswerProgress(long messageId, Phase phase, int done, int total) implements ConversationEvent {}

    /** {@code token.text()} was added to the end of this answer; it may be empty. */
    record TokenAdded(long messageId, GeneratedToken token) implements ConversationEvent {}

    /** The questions that wait for the running answer, next first. */
    record QueueChanged(List<QueuedQuestion> waiting) implements ConversationEvent {}
}
