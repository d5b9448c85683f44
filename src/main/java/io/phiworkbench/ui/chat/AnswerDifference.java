package io.phiworkbench.ui.chat;

import io.phiworkbench.chat.Message;
import io.phiworkbench.chat.WordDifference;
import io.phiworkbench.chat.WordDifference.Kind;
import io.phiworkbench.chat.WordDifference.Part;
import io.phiworkbench.inference.RunRecord;
import io.phiworkbench.ui.figures.Figures;
import io.phiworkbench.ui.i18n.Messages;
import java.util.List;
import java.util.Optional;

/**
 * What became of an answer since another version of it.
 *
 * @param version the place of the other among its siblings, from 1
 * @param parts the other's text turned into this one's
 * @param otherSettings how the other was made, where that is known and not how this one was
 */
public record AnswerDifference(int version, List<Part> parts, Optional<String> otherSettings) {

    public AnswerDifference {
        parts = List.copyOf(parts);
    }

    /** Compares word by word; not for the FX thread, see {@link WordDifference#between}. */
    static AnswerDifference between(Message other, int version, Message answer) {
        return new AnswerDifference(
                version, WordDifference.between(other.text(), answer.text()), settingsUnlike(other, answer));
    }

    private static Optional<String> settingsUnlike(Message other, Message answer) {
        Optional<RunRecord> before = other.details().map(d -> d.record());
        Optional<RunRecord> after = answer.details().map(d -> d.record());
        return before.isEmpty() || after.isEmpty() || before.equals(after)
                ? Optional.empty()
                : before.map(Figures::settings).filter(s -> !s.equals(Figures.settings(after.get())));
    }

    public boolean isSame() {
        return parts.stream().allMatch(part -> part.kind() == Kind.SAME);
    }

    /** One line that says how much differs. */
    public String summary() {
        return isSame()
                ? Messages.text("chat.difference.same", version)
                : Messages.text("chat.difference.summary", version, words(Kind.REMOVED), words(Kind.ADDED));
    }

    private long words(Kind kind) {
        return parts.stream()
                .filter(part -> part.kind() == kind && !part.text().isBlank())
                .mapToLong(part -> part.text().strip().split("\\s+").length)
                .sum();
    }
}
