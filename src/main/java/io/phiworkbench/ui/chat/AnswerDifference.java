package io.phiworkbench.ui.chat;

import io.phiworkbench.chat.Message;
import io.phiworkbench.inference.RunRecord;
import io.phiworkbench.ui.figures.Figures;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.markdown.Block;
import io.phiworkbench.ui.markdown.BlockDifference;
import io.phiworkbench.ui.markdown.MarkedWords;
import java.util.List;
import java.util.Optional;

/**
 * What became of an answer since another version of it.
 *
 * @param version the place of the other among its siblings, from 1
 * @param blocks the other turned into this one, formatted, with the words marked that went and came
 * @param words how many these are
 * @param otherSettings how the other was made, where that is known and not how this one was
 */
public record AnswerDifference(int version, List<Block> blocks, MarkedWords words, Optional<String> otherSettings) {

    public AnswerDifference {
        blocks = List.copyOf(blocks);
    }

    /** Compares word by word; not for the FX thread, see {@link BlockDifference#between}. */
    static AnswerDifference between(Message other, int version, Message answer) {
        List<Block> blocks = BlockDifference.between(other.text(), answer.text());
        return new AnswerDifference(version, blocks, MarkedWords.in(blocks), settingsUnlike(other, answer));
    }

    private static Optional<String> settingsUnlike(Message other, Message answer) {
        Optional<RunRecord> before = other.details().map(d -> d.record());
        Optional<RunRecord> after = answer.details().map(d -> d.record());
        return before.isEmpty() || after.isEmpty() || before.equals(after)
                ? Optional.empty()
                : before.map(Figures::settings).filter(s -> !s.equals(Figures.settings(after.get())));
    }

    /** One line that says how much differs. */
    public String summary() {
        return words.isNone()
                ? Messages.text("chat.difference.same", version)
                : Messages.text("chat.difference.summary", version, words.removed(), words.added());
    }
}
