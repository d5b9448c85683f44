package io.phiworkbench.ui.compare;

import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Messages;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** How a pane's model samples; no value that cannot be used can be entered. */
final class SamplingSettings extends GridPane {
    private static final int LONGEST_SEED = 18;

    private final ObjectProperty<GenerationOptions> options;
    private int rows;

    SamplingSettings(ObjectProperty<GenerationOptions> options) {
        this.options = options;
        getStyleClass().add("compare-sampling");
        GenerationOptions now = options.get();
        slider("details.temperature", 0, 2, 0.1, now.temperature(), v -> change(o -> o.withTemperature(v)));
        slider("details.topP", 0.05, 1, 0.05, now.topP(), v -> change(o -> o.withTopP(v)));
        ChoiceBox<Integer> longest = new ChoiceBox<>();
        longest.getItems().setAll(64, 256, now.maxTokens(), 4096);
        longest.setValue(now.maxTokens());
        longest.valueProperty().subscribe(v -> change(o -> o.withMaxTokens(v)));
        row("details.maxTokens", longest);
        TextField seed = new TextField();
        seed.setPromptText(Messages.text("details.seedRandom"));
        seed.setPrefColumnCount(8);
        seed.setTextFormatter(
                new TextFormatter<>(c -> c.getControlNewText().matches("\\d{0," + LONGEST_SEED + "}") ? c : null));
        seed.textProperty()
                .subscribe(text -> change(o -> text.isEmpty() ? o.withoutSeed() : o.withSeed(Long.parseLong(text))));
        row("details.seed", seed);
    }

    private void slider(String key, double least, double most, double step, double now, Consumer<Double> set) {
        Slider slider = new Slider(least, most, now);
        slider.setBlockIncrement(step);
        Label value = Nodes.label("", "compare-figure");
        slider.valueProperty().subscribe(raw -> {
            double rounded = Math.clamp(Math.round(raw.doubleValue() / step) * step, least, most);
            value.setText(Messages.text("details.value", rounded));
            set.accept(rounded);
        });
        HBox.setHgrow(slider, Priority.ALWAYS);
        HBox box = new HBox(8, slider, value);
        slider.setAccessibleText(Messages.text(key));
        row(key, box);
    }

    private void row(String key, javafx.scene.Node control) {
        Label name = Nodes.label(Messages.text(key), "compare-figure-name");
        name.setMinWidth(USE_PREF_SIZE);
        name.setLabelFor(control);
        GridPane.setHgrow(control, Priority.ALWAYS);
        addRow(rows++, name, control);
    }

    private void change(UnaryOperator<GenerationOptions> change) {
        options.set(change.apply(options.get()));
    }
}
