package io.phiworkbench.ui.compare;

import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.markdown.Block;
import io.phiworkbench.ui.markdown.BlockDifference;
import io.phiworkbench.ui.markdown.MarkedWords;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

/** Holds the answers that are there against that of one pane. Used on the FX thread. */
final class Differences {
    private final FxThread threads;
    private final Panes all;
    private final ObservableList<PaneViewModel> panes;
    private final Consumer<String> problem;
    private final ObjectProperty<PaneViewModel> against = new SimpleObjectProperty<>();
    private int looks;

    /** @param problem gets one line where answers cannot be compared */
    Differences(FxThread threads, Panes panes, Consumer<String> problem) {
        this.threads = threads;
        this.all = panes;
        this.panes = panes.all();
        this.problem = problem;
        against.subscribe(_ -> refresh());
        this.panes.addListener((ListChangeListener<PaneViewModel>) _ -> refresh());
    }

    /** The pane whose answer the others are held against, null for none. */
    ObjectProperty<PaneViewModel> againstProperty() {
        return against;
    }

    /** Looks at the answers that the panes show now. */
    void refresh() {
        int now = ++looks;
        PaneViewModel from = against.get();
        boolean comparing = from != null && panes.contains(from);
        Optional<String> before = comparing ? from.answer() : Optional.empty();
        for (PaneViewModel pane : panes) {
            Optional<String> after = pane.answer().filter(_ -> comparing && pane != from);
            if (before.isPresent() && after.isPresent()) {
                compare(pane, before.get(), after.get(), now);
            } else {
                pane.setDifference(
                        List.of(), after.isPresent() ? Messages.text("compare.difference.none", all.letter(from)) : "");
            }
        }
    }

    private void compare(PaneViewModel pane, String before, String after, int look) {
        String letter = all.letter(against.get());
        threads.call(
                () -> BlockDifference.between(before, after),
                blocks -> {
                    // Meanwhile other answers may have come.
                    if (look == looks) {
                        pane.setDifference(blocks, summary(blocks, letter));
                    }
                },
                e -> problem.accept(Failures.text(e)));
    }

    /** One line that says how much differs. */
    private static String summary(List<Block> blocks, String letter) {
        MarkedWords words = MarkedWords.in(blocks);
        return words.isNone()
                ? Messages.text("compare.difference.same", letter)
                : Messages.text("compare.difference.summary", letter, words.removed(), words.added());
    }
}
