package io.phiworkbench.ui.compare;

import io.phiworkbench.chat.Picture;
import io.phiworkbench.chat.WordDifference;
import io.phiworkbench.compare.ComparedModel;
import io.phiworkbench.compare.Comparison;
import io.phiworkbench.compare.ComparisonEvent;
import io.phiworkbench.compare.ComparisonPlan;
import io.phiworkbench.compare.Outcome;
import io.phiworkbench.compare.Question;
import io.phiworkbench.models.MachineMemory;
import io.phiworkbench.ui.control.FrameBatch;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.control.Work;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.models.ReadyModel;
import io.phiworkbench.ui.tray.TrayViewModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

/** The panes, what they are asked together, and the run. Used on the FX thread. */
public final class CompareViewModel implements AutoCloseable {
    public static final int FEWEST = 2;
    public static final int MOST = 4;

    private final FxThread threads;
    private final ModelChoices choices;
    private final Supplier<MachineMemory> memory;
    private final Work work;
    private final TrayViewModel tray;
    private final SharedPictures pictures;
    private final ObservableList<PaneViewModel> panes = FXCollections.observableArrayList();
    private final StringProperty prompt = new SimpleStringProperty("");
    private final BooleanProperty inTurn = new SimpleBooleanProperty();
    private final ObjectProperty<PaneViewModel> against = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<Plan> plan = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private AtomicBoolean stopped = new AtomicBoolean();
    private List<Question> questions = List.of();
    private int shown;
    private int comparing;

    /**
     * @param folder where the pictures of the last run are kept
     * @param memory what is free now
     */
    public CompareViewModel(FxThread threads, ModelChoices choices, Path folder, Supplier<MachineMemory> memory) {
        this.threads = threads;
        this.choices = choices;
        this.memory = memory;
        this.work = new Work(threads);
        this.tray = new TrayViewModel(threads);
        this.pictures = new SharedPictures(folder.resolve("pictures"));
        for (int i = 0; i < FEWEST; i++) {
            addPane();
        }
        choices.all().addListener((ListChangeListener<ModelChoice>) _ -> fill());
        choices.loaded().addListener((ListChangeListener<ReadyModel>) _ -> replan());
        inTurn.subscribe(_ -> replan());
        against.subscribe(_ -> compareWords());
        work.runningProperty().subscribe(running -> {
            if (!running) {
                ended();
            }
        });
        fill();
    }

    /**
     * A plan with the panes that its models stand for.
     *
     * @param inMemory labels of those that need no loading
     */
    public record Plan(ComparisonPlan plan, Map<String, PaneViewModel> panes, Set<String> inMemory) {}

    public ModelChoices choices() {
        return choices;
    }

    /** Two to four. */
    public ObservableList<PaneViewModel> panes() {
        return panes;
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
        return against;
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

    public void addPane() {
        if (panes.size() < MOST && !runningProperty().get()) {
            PaneViewModel pane = new PaneViewModel(threads);
            pane.choiceProperty().subscribe(_ -> replan());
            pane.precisionProperty().subscribe(_ -> replan());
            panes.add(pane);
            fill();
            replan();
        }
    }

    public void removePane(PaneViewModel pane) {
        if (panes.size() > FEWEST && !runningProperty().get()) {
            panes.remove(pane);
            if (pane == against.get()) {
                against.set(null);
            }
            replan();
        }
    }

    /** Gives panes without a model one that no other has, and keeps those that have one up to date. */
    private void fill() {
        for (PaneViewModel pane : panes) {
            ModelChoice has = pane.choiceProperty().get();
            Optional<ModelChoice> still = has == null ? Optional.empty() : find(has.key());
            pane.choiceProperty().set(still.or(this::unused).orElse(null));
        }
    }

    private Optional<ModelChoice> find(String key) {
        return choices.all().stream().filter(c -> c.key().equals(key)).findFirst();
    }

    private Optional<ModelChoice> unused() {
        return choices.all().stream()
                .filter(c -> panes.stream()
                        .map(p -> p.choiceProperty().get())
                        .noneMatch(used -> used != null && used.key().equals(c.key())))
                .findFirst()
                .or(() -> choices.all().stream().findFirst());
    }

    private void replan() {
        if (!runningProperty().get()) {
            plan.set(plan(() -> false).orElse(null));
        }
    }

    /** Absent while a pane has no model. */
    private Optional<Plan> plan(Supplier<Boolean> stop) {
        MachineMemory free = memory.get();
        List<ComparedModel> models = new ArrayList<>();
        Map<String, PaneViewModel> of = new HashMap<>();
        Set<String> inMemory = new HashSet<>();
        for (PaneViewModel pane : panes) {
            Optional<Contestant> contestant = pane.contestant();
            if (contestant.isEmpty()) {
                return Optional.empty();
            }
            String label = free(choices.label(contestant.get(), free), of.keySet());
            of.put(label, pane);
            models.add(choices.compared(contestant.get(), label, free, stop::get));
            if (choices.isInMemory(contestant.get())) {
                inMemory.add(label);
            }
        }
        ComparisonPlan made = inTurn.get()
                ? ComparisonPlan.inTurn(models, free.available())
                : ComparisonPlan.asMemoryAllows(models, free.available());
        return Optional.of(new Plan(made, Map.copyOf(of), Set.copyOf(inMemory)));
    }

    private static String free(String wanted, Set<String> taken) {
        String label = wanted;
        for (int n = 2; taken.contains(label); n++) {
            label = wanted + " (" + n + ")";
        }
        return label;
    }

    /** Asks all of them the prompt. */
    public void run() {
        if (runningProperty().get()) {
            return;
        }
        if (prompt.get().isBlank()) {
            problem.set(Messages.text("compare.noPrompt"));
            return;
        }
        if (!tray.readyProperty().get()) {
            problem.set(Messages.text("compare.picturesNotReady"));
            return;
        }
        String asked = prompt.get().strip();
        List<Picture> shownToAll = tray.pictures();
        start(() -> List.of(Question.of(asked, pictures.keep(shownToAll))));
    }

    private void start(Supplier<List<Question>> asked) {
        AtomicBoolean stop = new AtomicBoolean();
        Optional<Plan> made = plan(stop::get);
        if (made.isEmpty()) {
            problem.set(Messages.text("compare.noModel"));
            return;
        }
        stopped = stop;
        problem.set("");
        plan.set(made.get());
        shown = 0;
        made.get().panes().forEach((label, pane) -> pane.begin(label));
        FrameBatch<ComparisonEvent> events = new FrameBatch<>(threads.fx(), batch -> batch.forEach(this::receive));
        work.start(
                () -> {
                    List<Question> all = asked.get();
                    threads.fx().execute(() -> questions = all);
                    return new Comparison(made.get().plan(), events::add).run(all);
                },
                _ -> {},
                failure -> problem.set(failure.getMessage()));
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
        panes.forEach(PaneViewModel::ended);
        replan();
    }

    private void receive(ComparisonEvent event) {
        switch (event) {
            case ComparisonEvent.Loading(ComparedModel model) -> pane(model).loading();
            case ComparisonEvent.Wrote(ComparedModel model, Question question, String text) ->
                pane(model).wrote(questions.indexOf(question), text);
            case ComparisonEvent.Settled(ComparedModel model, Question question, Outcome outcome) -> {
                pane(model).settled(questions.indexOf(question), outcome);
                compareWords();
            }
            case ComparisonEvent.Unloaded _ -> {}
        }
    }

    private PaneViewModel pane(ComparedModel model) {
        return plan.get().panes().get(model.label());
    }

    /** Holds the answers that are there against that of the chosen pane. */
    private void compareWords() {
        PaneViewModel from = against.get();
        int now = ++comparing;
        for (PaneViewModel pane : panes) {
            Optional<String> before =
                    Optional.ofNullable(from).filter(f -> f != pane).flatMap(f -> answer(f));
            Optional<String> after = answer(pane);
            if (before.isEmpty() || after.isEmpty()) {
                pane.setDifference(List.of());
            } else {
                threads.call(
                        () -> WordDifference.between(before.get(), after.get()),
                        parts -> {
                            if (now == comparing) {
                                pane.setDifference(parts);
                            }
                        },
                        e -> problem.set(e.getMessage()));
            }
        }
    }

    private Optional<String> answer(PaneViewModel pane) {
        return pane.outcome(shown)
                .filter(Outcome.Answered.class::isInstance)
                .map(o -> ((Outcome.Answered) o).result().text().strip());
    }
}
