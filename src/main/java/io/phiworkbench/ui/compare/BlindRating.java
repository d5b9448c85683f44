package io.phiworkbench.ui.compare;

import io.phiworkbench.compare.Ratings;
import java.time.Instant;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.ObservableList;

/** What the user thinks of answers, with or without knowing whose they are. Used on the FX thread. */
public final class BlindRating {
    private final BooleanProperty blind = new SimpleBooleanProperty();
    private final ReadOnlyBooleanWrapper hidden = new ReadOnlyBooleanWrapper();
    private final KeptScores scores;

    BlindRating(KeptScores scores) {
        this.scores = scores;
    }

    /** Whether the next run hides which answer is whose until all are rated. */
    public BooleanProperty blindProperty() {
        return blind;
    }

    /** Whether names are hidden now. */
    public ReadOnlyBooleanProperty hiddenProperty() {
        return hidden.getReadOnlyProperty();
    }

    /** All models that were ever rated, the best first. */
    public ObservableList<Ratings.Standing> standings() {
        return scores.standings();
    }

    /** Shows hidden names, rated or not. */
    public void reveal() {
        hidden.set(false);
    }

    /** A run begins. */
    void begin() {
        hidden.set(blind.get());
    }

    /** @param question tells the question and its run apart from all others */
    void rate(PaneViewModel pane, String question, int stars) {
        pane.setStars(stars);
        scores.keep(
                new Ratings.Rating(question, Instant.now(), pane.labelProperty().get(), stars, hidden.get()));
    }

    /** Shows hidden names once all answers have their stars. */
    void revealIfRated(List<PaneViewModel> panes) {
        if (panes.stream()
                .filter(p -> p.stageProperty().get() == PaneViewModel.Stage.DONE)
                .allMatch(p -> p.starsProperty().get() > 0)) {
            reveal();
        }
    }
}
