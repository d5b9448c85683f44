package io.phiworkbench.ui.shell;

import io.phiworkbench.ui.chat.ChatViewModel;
import io.phiworkbench.ui.chat.ContextMeter;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.figures.Figures;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.models.ReadyModel;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;

/** The lower edge of the window: which model, how full its context, how fast, how much memory. */
public final class StatusBar extends HBox {
    private static final double DOT = 4;

    /** @param activity shows the figures at length */
    public StatusBar(ChatViewModel chat, MemoryMonitor memory, Runnable models, Runnable activity) {
        getStyleClass().add("status-bar");
        setAlignment(Pos.CENTER_LEFT);
        getChildren()
                .setAll(
                        model(chat, models),
                        Nodes.spacer(),
                        context(chat.context()),
                        rate(chat),
                        memory(memory, activity));
    }

    private static Node model(ChatViewModel chat, Runnable models) {
        Circle dot = new Circle(DOT);
        dot.getStyleClass().add("state-dot");
        Button button = new Button(null, dot);
        button.getStyleClass().add("status-item");
        button.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> chat.models().loadingProperty().get() != null
                                ? chat.models().stepProperty().get()
                                : chat.models()
                                        .current()
                                        .map(ReadyModel::label)
                                        .orElse(Messages.text("status.noModel")),
                        chat.models().currentProperty(),
                        chat.models().loadingProperty(),
                        chat.models().stepProperty()));
        chat.models().currentProperty().subscribe(m -> {
            dot.pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("ready"), m != null);
            button.setTooltip(m == null ? null : Buttons.tooltip(m.description().deviceReason()));
        });
        chat.runningProperty()
                .subscribe(
                        running -> dot.pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("busy"), running));
        button.setOnAction(_ -> models.run());
        return button;
    }

    private static Node context(ContextMeter meter) {
        Label text = new Label();
        ContextBar bar = new ContextBar();
        HBox box = new HBox(Nodes.label(Messages.text("status.context"), "status-name"), bar, text);
        box.getStyleClass().addAll("status-item", "context-meter");
        box.setAlignment(Pos.CENTER);
        Tooltip tooltip = Buttons.tooltip("");
        Tooltip.install(box, tooltip);
        Runnable update = () -> {
            int used = meter.usedProperty().get();
            int limit = meter.limitProperty().get();
            var change = meter.ropeSwitchProperty().get();
            Nodes.show(box, limit > 0);
            bar.show(used, limit, change);
            text.setText(
                    change.isPresent()
                            ? Messages.text("status.contextSwitch", used, limit, change.getAsInt())
                            : Messages.text("status.contextValue", used, limit));
            tooltip.setText(
                    change.isPresent()
                            ? Messages.text("status.contextTipSwitch", used, limit, change.getAsInt())
                            : Messages.text("status.contextTip", used, limit));
            box.setAccessibleText(tooltip.getText());
        };
        meter.usedProperty().subscribe(update);
        meter.limitProperty().subscribe(update);
        meter.ropeSwitchProperty().subscribe(update);
        update.run();
        return box;
    }

    private static Node rate(ChatViewModel chat) {
        Label label = Nodes.label("", "status-item", "status-rate");
        chat.live().tokensPerSecondProperty().subscribe(v -> {
            Nodes.show(label, v.doubleValue() > 0);
            label.setText(Figures.rate(v.doubleValue()));
        });
        return label;
    }

    private static Node memory(MemoryMonitor monitor, Runnable activity) {
        Button button = new Button();
        button.getStyleClass().add("status-item");
        button.setOnAction(_ -> activity.run());
        monitor.nowProperty().subscribe(now -> {
            boolean known = now.resident() > 0;
            Nodes.show(button, known);
            button.setText(
                    Messages.text("status.memory", Figures.bytes(now.resident()), Figures.bytes(now.machineTotal())));
            button.setTooltip(Buttons.tooltip(Messages.text(
                    "status.memoryTip",
                    Figures.bytes(now.resident()),
                    Figures.bytes(now.javaHeap()),
                    Figures.bytes(now.machineAvailable()))));
        });
        return button;
    }

    /** The context as a bar with a mark where LongRoPE switches. */
    private static final class ContextBar extends Region {
        private static final double WIDTH = 120;
        private final Region filled = new Region();
        private final Region mark = new Region();
        private double part;
        private double markAt = -1;

        ContextBar() {
            getStyleClass().add("context-bar");
            filled.getStyleClass().add("context-filled");
            mark.getStyleClass().add("context-mark");
            getChildren().setAll(filled, mark);
            setMinWidth(WIDTH);
            setPrefWidth(WIDTH);
        }

        /** The scale is bent: two fifths of the bar end at the switch, which would be at its very left otherwise. */
        void show(int used, int limit, java.util.OptionalInt change) {
            if (limit <= 0) {
                return;
            }
            boolean marked = change.isPresent() && change.getAsInt() < limit;
            markAt = marked ? 0.4 : -1;
            part = marked
                    ? used <= change.getAsInt()
                            ? 0.4 * used / change.getAsInt()
                            : 0.4 + 0.6 * (used - change.getAsInt()) / (limit - change.getAsInt())
                    : (double) used / limit;
            pseudoClassStateChanged(
                    javafx.css.PseudoClass.getPseudoClass("switched"), marked && used > change.getAsInt());
            pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("full"), used > limit);
            requestLayout();
        }

        @Override
        protected void layoutChildren() {
            filled.resizeRelocate(0, 0, getWidth() * Math.clamp(part, 0, 1), getHeight());
            mark.setVisible(markAt >= 0);
            mark.resizeRelocate(Math.round(getWidth() * markAt), -2, 1.5, getHeight() + 4);
        }
    }
}
