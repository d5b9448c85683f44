package io.phiworkbench.ui.compare;

import io.phiworkbench.ui.control.FxThread;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

/** Two to four panes; each new one gets a model that no other has. Used on the FX thread. */
final class Panes {
    static final int FEWEST = 2;
    static final int MOST = 4;

    private final FxThread threads;
    private final ModelChoices choices;
    private Runnable changed = () -> {};
    private final ObservableList<PaneViewModel> all = FXCollections.observableArrayList();

    Panes(FxThread threads, ModelChoices choices) {
        this.threads = threads;
        this.choices = choices;
        choices.all().addListener((ListChangeListener<ModelChoice>) _ -> fill());
        for (int i = 0; i < FEWEST; i++) {
            add();
        }
    }

    /** Hears when panes, their models or their precisions are others. */
    void onChange(Runnable listener) {
        changed = listener;
    }

    ObservableList<PaneViewModel> all() {
        return all;
    }

    void add() {
        if (all.size() < MOST) {
            all.add(made());
            fill();
            changed.run();
        }
    }

    /** Other panes in place of these, with what each has. */
    void restore(List<Contestant> contestants) {
        if (contestants.size() < FEWEST || contestants.size() > MOST) {
            return;
        }
        List<PaneViewModel> restored = new ArrayList<>();
        for (Contestant contestant : contestants) {
            PaneViewModel pane = made();
            pane.choiceProperty().set(contestant.choice());
            pane.precisionProperty().set(contestant.precision());
            pane.optionsProperty().set(contestant.options());
            restored.add(pane);
        }
        all.setAll(restored);
        changed.run();
    }

    /** What each has that has a model. */
    List<Contestant> contestants() {
        return all.stream().flatMap(pane -> pane.contestant().stream()).toList();
    }

    private PaneViewModel made() {
        PaneViewModel pane = new PaneViewModel(threads);
        pane.choiceProperty().subscribe(_ -> changed.run());
        pane.precisionProperty().subscribe(_ -> changed.run());
        return pane;
    }

    void remove(PaneViewModel pane) {
        if (all.size() > FEWEST) {
            all.remove(pane);
            changed.run();
        }
    }

    void shuffle() {
        List<PaneViewModel> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled);
        all.setAll(shuffled);
    }

    /** The letter of a pane, a dash for one that was taken out. */
    String letter(PaneViewModel pane) {
        int place = all.indexOf(pane);
        return place < 0 ? "–" : letter(place);
    }

    static String letter(int place) {
        return String.valueOf((char) ('A' + place));
    }

    /** Gives panes without a model one that no other has, and keeps those that have one up to date. */
    private void fill() {
        for (PaneViewModel pane : all) {
            ModelChoice has = pane.choiceProperty().get();
            Optional<ModelChoice> still = has == null ? Optional.empty() : choices.find(has.key());
            pane.choiceProperty().set(still.or(this::unused).orElse(null));
        }
    }

    private Optional<ModelChoice> unused() {
        return choices.all().stream()
                .filter(c -> all.stream()
                        .map(p -> p.choiceProperty().get())
                        .noneMatch(used -> used != null && used.key().equals(c.key())))
                .findFirst()
                .or(() -> choices.all().stream().findFirst());
    }
}
