package io.phiworkbench.ui.chat;

import atlantafx.base.theme.Styles;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Messages;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.ImageView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** What an empty chat shows: something to try at once, and the way to a real model. */
public final class StartCards extends ScrollPane {
    private static final double SAMPLE_WIDTH = 184;
    private static final double SAMPLE_HEIGHT = 104;

    private final StartViewModel start;

    /** @param getPhi the way to a real model */
    public StartCards(StartViewModel start, Node getPhi) {
        this.start = start;
        getStyleClass().add("start");
        setFitToWidth(true);
        setFitToHeight(true);
        Label title = Nodes.wrapped(Messages.text("start.title"), Styles.TITLE_2);
        title.setTextAlignment(TextAlignment.CENTER);
        Label subtitle = Nodes.wrapped(Messages.text("start.subtitle"), Styles.TEXT_MUTED);
        subtitle.setTextAlignment(TextAlignment.CENTER);
        VBox page = new VBox(title, subtitle, tryIt(), getPhi);
        page.getStyleClass().add("start-page");
        page.setAlignment(Pos.CENTER);
        StackPane centred = new StackPane(page);
        setContent(centred);
    }

    private Node tryIt() {
        Label title = Nodes.label(Messages.text("start.try"), Styles.TITLE_4);
        Label text = Nodes.wrapped("", Styles.TEXT_MUTED);
        text.textProperty().bind(start.demoTextProperty());
        FlowPane samples = new FlowPane();
        samples.getStyleClass().add("samples");
        start.samples().addListener((ListChangeListener<Sample>) _ -> show(samples));
        show(samples);
        ProgressBar progress = new ProgressBar();
        progress.setMaxWidth(Double.MAX_VALUE);
        progress.getStyleClass().add(Styles.SMALL);
        progress.progressProperty().bind(start.models().progressProperty());
        start.models().loadingProperty().subscribe(loading -> Nodes.show(progress, loading != null));
        VBox card = new VBox(title, text, samples, progress);
        card.getStyleClass().add("start-card");
        start.demoFoundProperty().subscribe(found -> Nodes.show(card, found));
        return card;
    }

    private void show(FlowPane pane) {
        pane.getChildren().setAll(start.samples().stream().map(this::sample).toList());
    }

    private Node sample(Sample sample) {
        HBox frame = new HBox();
        frame.setAlignment(Pos.CENTER);
        frame.getStyleClass().add("sample-frame");
        sample.pictures().forEach(picture -> {
            ImageView view = new ImageView(picture);
            view.setPreserveRatio(true);
            view.setFitWidth(SAMPLE_WIDTH / sample.pictures().size());
            view.setFitHeight(SAMPLE_HEIGHT);
            frame.getChildren().add(view);
        });
        Label question = new Label(sample.question());
        question.setWrapText(true);
        HBox line = new HBox(question, Nodes.spacer(), new FontIcon(Feather.ARROW_RIGHT));
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("sample-question");
        Button button = new Button(null, new VBox(frame, line));
        button.getStyleClass().setAll("sample");
        button.setAccessibleText(Messages.text("start.sample", sample.question()));
        button.setOnAction(_ -> start.tryIt(sample));
        return button;
    }
}
