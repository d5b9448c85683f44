package io.phiworkbench.ui.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.phiworkbench.analysis.AnalysisException;
import io.phiworkbench.chat.Picture;
import io.phiworkbench.compare.ComparedModel;
import io.phiworkbench.compare.Comparison;
import io.phiworkbench.compare.ComparisonEvent;
import io.phiworkbench.compare.ComparisonPlan;
import io.phiworkbench.compare.ComparisonReport;
import io.phiworkbench.compare.ComparisonResult;
import io.phiworkbench.compare.KeptAnswers;
import io.phiworkbench.compare.ModelSummary;
import io.phiworkbench.compare.Outcome;
import io.phiworkbench.compare.PromptSet;
import io.phiworkbench.compare.Question;
import io.phiworkbench.compare.QuestionPicture;
import io.phiworkbench.compare.Ratings;
import io.phiworkbench.compare.Score;
import io.phiworkbench.compare.SetRun;
import io.phiworkbench.models.MachineMemory;
import io.phiworkbench.ui.control.FrameBatch;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.control.Work;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.models.ReadyModel;
import io.phiworkbench.ui.tray.TrayViewModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

/** The panes, what they are asked together, and the run. Used on the FX thread. */
public final class CompareViewModel implements AutoCloseable {
    private final FxThread threads;
    private final ModelChoices choices;
    private final Planner planner;
    private final Panes panes;
    private final Differences differences;
    private final BlindRating rating;
    private final Work work;
    private final TrayViewModel tray;
    private final SharedPictures pictures;
    private final UnfinishedRun unfinished;
    private final StringProperty prompt = new SimpleStringProperty("");
    private final BooleanProperty inTurn = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<Plan> plan = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private AtomicBoolean stopped = new AtomicBoolean();
    private final ReadOnlyObjectWrapper<OpenSet> set = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyIntegerWrapper settled = new ReadOnlyIntegerWrapper();
    private final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper("");
    private LastRun last;
    private int shown;

    /**
     * @param folder where the pictures of the last run are kept
     * @param memory what is free now
     */
    public CompareViewModel(FxThread threads, ModelChoices choices, Path folder, Supplier<MachineMemory> memory) {
        this.threads = threads;
        this.choices = choices;
        this.planner = new Planner(choices, memory);
        this.work = new Work(threads);
        this.tray = new TrayViewModel(threads);
        this.rating =
                new BlindRating(new KeptScores(threads, new Ratings(folder.resolve("ratings.jsonl")), problem::set));
        this.pictures = new SharedPictures(folder.resolve("pictures"));
        this.unfinished = new UnfinishedRun(threads, folder.resolve("run.jsonl"), problem::set);
        this.panes = new Panes(threads, choices);
        this.differences = new Differences(threads, panes, problem::set);
        panes.onChange(this::replan);
        choices.loaded().addListener((ListChangeListener<ReadyModel>) _ -> replan());
        inTurn.subscribe(_ -> replan());
        work.runningProperty().subscribe(running -> {
            if (!running) {
                ended();
            }
        });
        unfinished.look();
    }

    public ModelChoices choices() {
        return choices;
    }

    /** Two to four. */
    public ObservableList<PaneViewModel> panes() {
        return panes.all();
    }

    /** What all are asked. */
    public StringProperty promptProperty() {
        return prompt;
    }

    /** The pictures that all are shown. */
    public TrayViewModel tray() {
        return tray;
    }

    /** One after the other also where all fit together, so that none slows another. */
    public BooleanProperty inTurnProperty() {
        return inTurn;
    }

    /** The pane whose answer the others are held against, null for none. */
    public ObjectProperty<PaneViewModel> againstProperty() {
        return differences.againstProperty();
    }

    /** What will be loaded when, null while fewer than two models are chosen. */
    public ReadOnlyObjectProperty<Plan> planProperty() {
        return plan.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return work.runningProperty();
    }

    /** What went wrong last, in one line; empty if nothing did. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** The prompt set that is run in place of the prompt, null for none. */
    public ReadOnlyObjectProperty<OpenSet> promptSetProperty() {
        return set.getReadOnlyProperty();
    }

    /** Grows whenever an outcome comes in. */
    public ReadOnlyIntegerProperty outcomesProperty() {
        return settled.getReadOnlyProperty();
    }

    /** What was done last, empty if there is nothing to say. */
    public ReadOnlyStringProperty statusProperty() {
        return status.getReadOnlyProperty();
    }

    /** What the user thinks of the answers. */
    public BlindRating rating() {
        return rating;
    }

    public boolean canAddPane() {
        return panes().size() < Panes.MOST && !runningProperty().get();
    }

    public void addPane() {
        if (canAddPane()) {
            panes.add();
        }
    }

    public boolean canRemovePane() {
        return panes().size() > Panes.FEWEST && !runningProperty().get();
    }

    public void removePane(PaneViewModel pane) {
        if (canRemovePane()) {
            panes.remove(pane);
            if (pane == againstProperty().get()) {
                againstProperty().set(null);
            }
        }
    }

    private void replan() {
        if (!runningProperty().get()) {
            plan.set(plan(() -> false).orElse(null));
        }
    }

    private Optional<Plan> plan(BooleanSupplier stop) {
        // A set runs in turn: every model is loaded once for all its prompts, and none slows another.
        return planner.plan(panes.all(), inTurn.get() || set.get() != null, stop);
    }

    /** Asks all of them the prompt, or the prompts of the set. */
    public void run() {
        if (runningProperty().get()) {
            return;
        }
        OpenSet open = set.get();
        if (open != null) {
            start(List.of(), open.prompts(), false);
        } else if (prompt.get().isBlank()) {
            problem.set(Messages.text("compare.noPrompt"));
        } else if (!tray.readyProperty().get()) {
            problem.set(Messages.text("compare.picturesNotReady"));
        } else {
            List<QuestionPicture> files = List.copyOf(pictures.files(tray.pictures()));
            start(
                    tray.pictures(),
                    new PromptSet(List.of(Question.of(prompt.get().strip(), files)), List.of()),
                    false);
        }
    }

    /** What a run of a prompt set left that did not end, null where nothing is left. */
    public ReadOnlyObjectProperty<KeptAnswers> unfinishedProperty() {
        return unfinished.leftProperty();
    }

    /** Goes on with it: the same set and the same models; what is answered is not asked again. */
    public void goOn() {
        KeptAnswers left = unfinishedProperty().get();
        if (left == null || runningProperty().get()) {
            return;
        }
        try {
            panes.restore(UnfinishedRun.contestants(left.run().notes(), choices::find));
            openSet(left.run().set(), prompts -> start(List.of(), prompts, true));
        } catch (UnfinishedRun.MissingModelException e) {
            problem.set(Messages.text("compare.resume.noModel", e.getMessage()));
        }
    }

    /** Forgets what a run left. */
    public void discardUnfinished() {
        if (!runningProperty().get()) {
            unfinished.discard();
        }
    }

    private void start(List<Picture> shared, PromptSet prompts, boolean goOn) {
        if (rating.blindProperty().get()) {
            // Before the plan is made, so that its order tells nothing either.
            panes.shuffle();
        }
        AtomicBoolean stop = new AtomicBoolean();
        Optional<Plan> made = plan(stop::get);
        if (made.isEmpty()) {
            problem.set(Messages.text("compare.noModel"));
            return;
        }
        stopped = stop;
        problem.set("");
        status.set("");
        rating.begin();
        plan.set(made.get());
        String id =
                goOn ? unfinishedProperty().get().run().id() : UUID.randomUUID().toString();
        last = new LastRun(id, made.get(), prompts.questions(), prompts.problems());
        shown = 0;
        made.get().panes().forEach((label, pane) -> pane.begin(label));
        settled.set(settled.get() + 1);
        FrameBatch<ComparisonEvent> events = new FrameBatch<>(threads.fx(), this::receive);
        ComparisonPlan planned = made.get().plan();
        if (set.get() == null) {
            work.start(
                    () -> {
                        pictures.keep(shared);
                        return new Comparison(planned, events::add).run(prompts.questions());
                    },
                    _ -> {},
                    failure -> problem.set(Failures.text(failure)));
            return;
        }
        Path file = set.get().file();
        JsonNode notes = UnfinishedRun.notes(panes.contestants());
        work.start(
                () -> {
                    SetRun run = SetRun.of(file, prompts.questions(), planned.models(), notes);
                    KeptAnswers kept = unfinished.keep(run, goOn);
                    ComparisonResult result = kept.run(planned, prompts.questions(), events::add, this::unkept);
                    kept.delete();
                    return result;
                },
                _ -> {},
                failure -> problem.set(Failures.text(failure)));
    }

    /** A full disk ends no run. */
    private void unkept(AnalysisException e) {
        threads.fx().execute(() -> problem.set(Failures.text(e)));
    }

    /** Uses the prompts of a file; what cannot be used of it is said, the rest is asked. */
    public void openSet(Path file) {
        openSet(file, _ -> {});
    }

    private void openSet(Path file, Consumer<PromptSet> then) {
        problem.set("");
        threads.call(
                () -> PromptSet.read(file),
                read -> {
                    var opened = new OpenSet(file, read);
                    problem.set(opened.problem());
                    if (!read.questions().isEmpty()) {
                        last = null;
                        set.set(opened);
                        replan();
                        then.accept(read);
                    }
                },
                e -> problem.set(Failures.text(e)));
    }

    /** Goes back to the single prompt. */
    public void closeSet() {
        if (!runningProperty().get()) {
            set.set(null);
            problem.set("");
            last = null;
            replan();
        }
    }

    /** Shows the answers to a question of the set. */
    public void show(int question) {
        shown = question;
        panes().forEach(pane -> pane.show(question));
        differences.refresh();
    }

    /** What became of a question at a pane's model in the last run. */
    public Optional<Outcome> outcome(PaneViewModel pane, Question question) {
        return last == null ? Optional.empty() : pane.outcome(last.questions().indexOf(question));
    }

    /** How right an answer is; absent where nothing was expected. */
    public Optional<Score> score(PaneViewModel pane, Question question) {
        return last == null ? Optional.empty() : last.score(pane, question);
    }

    /** Of the last run, once it ended; else none. */
    public List<ModelSummary> summaries() {
        return last == null || runningProperty().get()
                ? List.of()
                : last.report(againstProperty().get()).summaries();
    }

    /** The letter of the pane that a label of the last run stands for. */
    public String letter(String label) {
        return panes.letter(last.plan().panes().get(label));
    }

    /** Writes the last run into a folder as report.html and report.csv. */
    public void saveReport(Path folder) {
        if (last == null || runningProperty().get()) {
            problem.set(Messages.text("compare.noRun"));
            return;
        }
        ComparisonReport report = last.report(againstProperty().get());
        threads.call(
                () -> {
                    report.write(folder);
                    return folder;
                },
                _ -> status.set(Messages.text("compare.saved", folder)),
                e -> problem.set(Failures.text(e)));
    }

    /** Keeps what the user thinks of a pane's answer; names that were hidden show once all are rated. */
    public void rate(PaneViewModel pane, int stars) {
        if (last == null || pane.stageProperty().get() != PaneViewModel.Stage.DONE) {
            return;
        }
        rating.rate(pane, last.id() + "/" + shown, stars);
        if (!runningProperty().get()) {
            rating.revealIfRated(panes());
        }
    }

    public void stop() {
        stopped.set(true);
        work.stop();
    }

    /** Stops what runs. */
    @Override
    public void close() {
        stop();
    }

    private void ended() {
        panes().forEach(PaneViewModel::ended);
        settled.set(settled.get() + 1);
        rating.revealIfRated(panes());
        replan();
        unfinished.look();
    }

    /** What came since the last frame: panes show it once. */
    private void receive(List<ComparisonEvent> events) {
        events.forEach(this::receive);
        last.plan().panes().values().forEach(PaneViewModel::refresh);
        if (events.stream().anyMatch(ComparisonEvent.Settled.class::isInstance)) {
            settled.set(settled.get() + 1);
            differences.refresh();
        }
    }

    private void receive(ComparisonEvent event) {
        switch (event) {
            case ComparisonEvent.Loading(ComparedModel model) -> pane(model).loading();
            case ComparisonEvent.Wrote(ComparedModel model, Question question, String text) ->
                pane(model).wrote(last.questions().indexOf(question), text);
            case ComparisonEvent.Settled(ComparedModel model, Question question, Outcome outcome) ->
                pane(model).settled(last.questions().indexOf(question), outcome);
            case ComparisonEvent.Unloaded _ -> {}
        }
    }

    private PaneViewModel pane(ComparedModel model) {
        return last.plan().panes().get(model.label());
    }
}
