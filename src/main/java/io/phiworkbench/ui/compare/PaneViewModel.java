package io.phiworkbench.ui.compare;

import io.phiworkbench.compare.Outcome;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.inference.RunStatistics;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.ui.markdown.Block;
import io.phiworkbench.ui.markdown.MarkdownText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** A model with its settings, and what it answered. Used on the FX thread. */
public final class PaneViewModel {
    private final ObjectProperty<ModelChoice> choice = new SimpleObjectProperty<>();
    private final ObjectProperty<Precision> precision = new SimpleObjectProperty<>(Precision.AUTO);
    private final ObjectProperty<GenerationOptions> options = new SimpleObjectProperty<>(GenerationOptions.greedy());
    private final ReadOnlyObjectWrapper<Stage> stage = new ReadOnlyObjectWrapper<>(Stage.IDLE);
    private final ReadOnlyIntegerWrapper stars = new ReadOnlyIntegerWrapper();
    private final ReadOnlyStringWrapper label = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper reason = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<RunStatistics> figures = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<Block>> difference = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper differenceSummary = new ReadOnlyStringWrapper("");
    private final Map<Integer, StringBuilder> written = new HashMap<>();
    private final Map<Integer, Outcome> outcomes = new HashMap<>();
    private final MarkdownText markdown;
    private Stage running = Stage.IDLE;
    private int shown;
    private boolean changed;

    PaneViewModel(FxThread threads) {
        this.markdown = new MarkdownText(threads);
    }

    /** How far the answer that is shown is. */
    public enum Stage {
        IDLE,
        WAITING,
        LOADING,
        WRITING,
        DONE,
        FAILED,
        STOPPED
    }

    /** The model, null before one is chosen. */
    public ObjectProperty<ModelChoice> choiceProperty() {
        return choice;
    }

    /** Of a local model. */
    public ObjectProperty<Precision> precisionProperty() {
        return precision;
    }

    public ObjectProperty<GenerationOptions> optionsProperty() {
        return options;
    }

    public ReadOnlyObjectProperty<Stage> stageProperty() {
        return stage.getReadOnlyProperty();
    }

    /** What the user thinks of the answer, 0 before it is rated. */
    public ReadOnlyIntegerProperty starsProperty() {
        return stars.getReadOnlyProperty();
    }

    /** What results call the model of the last run, empty before. */
    public ReadOnlyStringProperty labelProperty() {
        return label.getReadOnlyProperty();
    }

    /** The answer as far as it is written. */
    public ReadOnlyStringProperty textProperty() {
        return text.getReadOnlyProperty();
    }

    /** The same, formatted. */
    public MarkdownText markdown() {
        return markdown;
    }

    /** Why there is no answer, empty where there is one. */
    public ReadOnlyStringProperty reasonProperty() {
        return reason.getReadOnlyProperty();
    }

    /** Of the answer that is shown, null before it is done. */
    public ReadOnlyObjectProperty<RunStatistics> figuresProperty() {
        return figures.getReadOnlyProperty();
    }

    /** The answer against the one of another pane, word by word and formatted; empty where it is held against none. */
    public ReadOnlyObjectProperty<List<Block>> differenceProperty() {
        return difference.getReadOnlyProperty();
    }

    /** In one line how much differs; empty where the answer is held against none. */
    public ReadOnlyStringProperty differenceSummaryProperty() {
        return differenceSummary.getReadOnlyProperty();
    }

    Optional<Contestant> contestant() {
        return Optional.ofNullable(choice.get()).map(chosen -> new Contestant(chosen, precision.get(), options.get()));
    }

    Optional<Outcome> outcome(int question) {
        return Optional.ofNullable(outcomes.get(question));
    }

    /** The answer that is shown, once it is done. */
    Optional<String> answer() {
        return outcomes.get(shown) instanceof Outcome.Answered answered
                ? Optional.of(answered.result().text().strip())
                : Optional.empty();
    }

    void begin(String name) {
        label.set(name);
        stars.set(0);
        written.clear();
        outcomes.clear();
        setDifference(List.of(), "");
        running = Stage.WAITING;
        show(0);
    }

    void loading() {
        running = Stage.LOADING;
        changed = true;
    }

    void wrote(int question, String more) {
        running = Stage.WRITING;
        written.computeIfAbsent(question, _ -> new StringBuilder()).append(more);
        changed |= question == shown;
    }

    void settled(int question, Outcome outcome) {
        outcomes.put(question, outcome);
        running = Stage.WRITING;
        changed = true;
    }

    /** Shows what came since it was shown last. */
    void refresh() {
        if (changed) {
            show(shown);
        }
    }

    /** What is not answered now will not be. */
    void ended() {
        running = running == Stage.IDLE ? Stage.IDLE : Stage.STOPPED;
        show(shown);
    }

    /** Shows the answer to another question of a set. */
    void show(int question) {
        shown = question;
        changed = false;
        Outcome outcome = outcomes.get(question);
        switch (outcome) {
            case null -> show(running, written(question), "", null);
            case Outcome.Answered answered ->
                show(Stage.DONE, answered.result().text(), "", answered.result().statistics());
            case Outcome.Failed failed -> show(Stage.FAILED, written(question), Failures.text(failed.reason()), null);
        }
    }

    private String written(int question) {
        StringBuilder soFar = written.get(question);
        return soFar == null ? "" : soFar.toString();
    }

    private void show(Stage now, String answer, String why, RunStatistics run) {
        text.set(answer);
        markdown.setText(answer);
        reason.set(why);
        figures.set(run);
        stage.set(now);
    }

    void setStars(int given) {
        stars.set(given);
    }

    void setDifference(List<Block> blocks, String summary) {
        differenceSummary.set(summary);
        difference.set(blocks);
    }
}
