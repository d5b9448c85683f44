package io.phiworkbench.ui.chat;

import atlantafx.base.controls.ToggleSwitch;
import atlantafx.base.theme.Styles;
import io.phiworkbench.chat.Conversation;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.Phase;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.figures.Figures;
import io.phiworkbench.ui.i18n.Messages;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** System prompt and settings of the chat, and what its last run took. */
public final class DetailsPanel extends ScrollPane {
    private static final int ALTERNATIVES = 5;

    private final ChatViewModel chat;
    private final VBox content = new VBox();
    private final VBox run = new VBox();
    private boolean showing;

    public DetailsPanel(ChatViewModel chat, Runnable close) {
        this.chat = chat;
        getStyleClass().add("details");
        content.getStyleClass().add("details-content");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setContent(content);
        HBox title = new HBox(
                Nodes.label(Messages.text("details.title"), Styles.TITLE_4),
                Nodes.spacer(),
                Buttons.icon(Feather.X, Messages.text("common.close"), close));
        title.setAlignment(Pos.CENTER_LEFT);
        run.getStyleClass().add("run-bars");
        content.getChildren()
                .setAll(title, systemPrompt(), sampling(), Nodes.label(Messages.text("details.run"), "section"), run);
        chat.live().phasesProperty().subscribe(this::showPhases);
        chat.messages().addListener((javafx.collections.ListChangeListener<MessageViewModel>) _ -> showLastRun());
        chat.runningProperty().subscribe(_ -> showLastRun());
    }

    private Node systemPrompt() {
        TextArea area = Nodes.tabMovesOn(new TextArea());
        area.setWrapText(true);
        area.setPrefRowCount(4);
        area.setPromptText(Messages.text("details.systemPrompt"));
        area.setAccessibleText(Messages.text("details.system"));
        chat.conversationProperty()
                .subscribe(c -> showing(() -> {
                    if (!area.getText().equals(c.systemPrompt())) {
                        area.setText(c.systemPrompt());
                    }
                }));
        area.focusedProperty().subscribe((_, focused) -> {
            if (!focused
                    && !area.getText().equals(chat.conversationProperty().get().systemPrompt())) {
                chat.update(c -> c.withSystemPrompt(area.getText().strip()));
            }
        });
        return new VBox(Nodes.label(Messages.text("details.system"), "section"), area);
    }

    private Node sampling() {
        VBox box = new VBox(
                Nodes.label(Messages.text("details.sampling"), "section"),
                slider(
                        "details.temperature",
                        0,
                        2,
                        0.05,
                        GenerationOptions::temperature,
                        GenerationOptions::withTemperature),
                slider("details.topP", 0.05, 1, 0.05, GenerationOptions::topP, GenerationOptions::withTopP),
                slider("details.minP", 0, 0.5, 0.01, GenerationOptions::minP, GenerationOptions::withMinP),
                slider(
                        "details.penalty",
                        1,
                        2,
                        0.05,
                        GenerationOptions::repetitionPenalty,
                        GenerationOptions::withRepetitionPenalty),
                slider(
                        "details.maxTokens",
                        64,
                        4096,
                        64,
                        GenerationOptions::maxTokens,
                        (o, value) -> o.withMaxTokens((int) Math.round(value))),
                seed(),
                probabilities(),
                new FormatPanel(chat));
        box.getStyleClass().add("details-sampling");
        return box;
    }

    private Node slider(
            String key,
            double min,
            double max,
            double step,
            ToDoubleFunction<GenerationOptions> get,
            BiFunction<GenerationOptions, Double, GenerationOptions> set) {
        Slider slider = new Slider(min, max, min);
        slider.setBlockIncrement(step);
        slider.setAccessibleText(Messages.text(key));
        Label value = Nodes.label("", "slider-value");
        chat.conversationProperty()
                .subscribe(c -> showing(() -> {
                    double now = get.applyAsDouble(c.options());
                    slider.setValue(now);
                    value.setText(Messages.text("details.value", now));
                }));
        slider.valueProperty().subscribe((_, v) -> {
            if (!showing) {
                double stepped = Math.clamp(Math.round(v.doubleValue() / step) * step, min, max);
                change(set.apply(options(), Math.round(stepped * 1e6) / 1e6));
            }
        });
        Label name = new Label(Messages.text(key));
        name.setTooltip(Buttons.tooltip(Messages.text(key + ".help")));
        HBox head = new HBox(name, Nodes.spacer(), value);
        VBox box = new VBox(head, slider);
        box.getStyleClass().add("slider-row");
        return box;
    }

    private Node seed() {
        TextField field = new TextField();
        field.setPromptText(Messages.text("details.seedRandom"));
        field.setAccessibleText(Messages.text("details.seed"));
        field.getStyleClass().add("seed-field");
        chat.conversationProperty()
                .subscribe(c -> showing(() -> {
                    OptionalLong seed = c.options().seed();
                    field.setText(seed.isPresent() ? Long.toString(seed.getAsLong()) : "");
                }));
        field.setTextFormatter(new javafx.scene.control.TextFormatter<String>(
                change -> change.getControlNewText().matches("-?\\d{0,18}") ? change : null));
        field.textProperty().subscribe((_, text) -> {
            if (!showing) {
                boolean number = !text.isEmpty() && !text.equals("-");
                change(
                        number
                                ? options().withSeed(Long.parseLong(text))
                                : options().withoutSeed());
            }
        });
        Label name = new Label(Messages.text("details.seed"));
        name.setTooltip(Buttons.tooltip(Messages.text("details.seed.help")));
        HBox row = new HBox(name, Nodes.spacer(), field);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private Node probabilities() {
        ToggleSwitch toggle = new ToggleSwitch();
        toggle.setAccessibleText(Messages.text("details.probabilities"));
        chat.conversationProperty()
                .subscribe(c -> showing(() -> toggle.setSelected(c.options().alternatives() > 0)));
        toggle.selectedProperty().subscribe((_, on) -> {
            if (!showing) {
                change(options().withAlternatives(on ? ALTERNATIVES : 0));
            }
        });
        Label name = new Label(Messages.text("details.probabilities"));
        name.setTooltip(Buttons.tooltip(Messages.text("details.probabilities.help")));
        HBox row = new HBox(name, Nodes.spacer(), toggle);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private GenerationOptions options() {
        return chat.conversationProperty().get().options();
    }

    private void change(GenerationOptions options) {
        chat.update((Conversation c) -> c.withOptions(options));
    }

    private void showing(Runnable update) {
        showing = true;
        update.run();
        showing = false;
    }

    private void showLastRun() {
        if (chat.runningProperty().get()) {
            return;
        }
        chat.messages().reversed().stream()
                .filter(m -> m.message().details().isPresent())
                .findFirst()
                .ifPresentOrElse(
                        m -> showPhases(m.message().details().get().statistics().phases()), () -> showPhases(Map.of()));
    }

    private void showPhases(Map<Phase, Duration> phases) {
        if (phases.isEmpty()) {
            Label none = Nodes.label(Messages.text("details.noRun"), Styles.TEXT_MUTED);
            none.setWrapText(true);
            run.getChildren().setAll(none);
            return;
        }
        double longest =
                phases.values().stream().mapToLong(Duration::toNanos).max().orElse(1);
        GridPane grid = new GridPane();
        grid.getStyleClass().add("run-grid");
        int row = 0;
        for (Phase phase : Phase.values()) {
            Duration time = phases.get(phase);
            if (time == null || phase == Phase.QUEUED && time.toMillis() < 50) {
                continue;
            }
            ProgressBar bar = new ProgressBar(time.toNanos() / Math.max(1, longest));
            bar.getStyleClass().add(Styles.SMALL);
            bar.setAccessibleText(Figures.phase(phase) + " " + Figures.seconds(time));
            Label name = new Label(Figures.phase(phase));
            name.setMinWidth(USE_PREF_SIZE);
            Label took = Nodes.label(Figures.seconds(time), "run-time");
            took.setMinWidth(USE_PREF_SIZE);
            GridPane.setHgrow(bar, javafx.scene.layout.Priority.ALWAYS);
            bar.setMaxWidth(Double.MAX_VALUE);
            grid.addRow(row++, name, bar, took);
        }
        run.getChildren().setAll(grid);
    }
}
