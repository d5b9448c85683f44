package io.phiworkbench.ui.compare;

import io.phiworkbench.compare.Ratings;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.i18n.Failures;
import java.time.Instant;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The ratings on disk and what they come to. Used on the FX thread. */
final class KeptScores {
    private final FxThread threads;
    private final Ratings ratings;
    private final Consumer<String> problem;
    private final ObservableList<Ratings.Standing> standings = FXCollections.observableArrayList();
    private int looks;

    /** @param problem gets one line where ratings cannot be read or kept */
    KeptScores(FxThread threads, Ratings ratings, Consumer<String> problem) {
        this.threads = threads;
        this.ratings = ratings;
        this.problem = problem;
        show();
    }

    ObservableList<Ratings.Standing> standings() {
        return standings;
    }

    void keep(Ratings.Rating rating) {
        threads.call(
                () -> {
                    ratings.add(rating);
                    return rating;
                },
                _ -> show(),
                e -> problem.accept(Failures.text(e)));
    }

    /** Ratings given in a row are written in any order, so only the look that was begun last counts. */
    private void show() {
        int now = ++looks;
        threads.call(
                () -> ratings.table(Instant.now()),
                table -> {
                    if (now == looks) {
                        standings.setAll(table);
                    }
                },
                e -> problem.accept(Failures.text(e)));
    }
}
