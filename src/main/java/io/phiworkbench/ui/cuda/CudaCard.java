package io.phiworkbench.ui.cuda;

import atlantafx.base.theme.Styles;
import io.phiworkbench.cuda.CudaBuild;
import io.phiworkbench.models.cuda.CudaOffer;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.cuda.CudaViewModel.State;
import io.phiworkbench.ui.figures.Figures;
import io.phiworkbench.ui.i18n.Messages;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** What computes on a graphics card: what there is, the question before it is fetched, progress, removal. */
public final class CudaCard extends VBox {
    private final CudaViewModel cuda;
    private final VBox offer = new VBox();

    public CudaCard(CudaViewModel cuda) {
        this.cuda = cuda;
        getStyleClass().add("cuda-card");
        offer.getStyleClass().add("cuda-offer");
        getChildren().setAll(head(), problem(), offer, progress());
        cuda.offerProperty().subscribe(this::showOffer);
        cuda.look();
    }

    private Node head() {
        Label text = wrapped("", "cuda-text");
        text.textProperty().bind(cuda.textProperty());
        Label size = Nodes.label("", Styles.TEXT_SMALL, Styles.TEXT_MUTED);
        size.textProperty().bind(cuda.statusProperty());
        shownIn(size, State.INSTALLED);
        Label hint = wrapped(Messages.text("cuda.foundText"), Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        shownIn(hint, State.AVAILABLE, State.ASKING);
        VBox texts = new VBox(text, hint, size);
        HBox.setHgrow(texts, Priority.ALWAYS);
        Button get = Buttons.labelled(Feather.DOWNLOAD, Messages.text("cuda.get"), cuda::ask);
        get.getStyleClass().addAll(Styles.ACCENT, "get");
        get.setMinWidth(USE_PREF_SIZE);
        shownIn(get, State.AVAILABLE);
        Label asking = Nodes.label(Messages.text("cuda.asking"), Styles.TEXT_MUTED);
        asking.setMinWidth(USE_PREF_SIZE);
        shownIn(asking, State.ASKING);
        HBox head = new HBox(texts, get, asking, removal());
        head.getStyleClass().add("settings-row");
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    /** Asks in place before it deletes. */
    private Node removal() {
        Button ask = new Button(Messages.text("cuda.remove"));
        ask.getStyleClass().add("remove");
        Button delete = Buttons.labelled(Feather.TRASH_2, Messages.text("cuda.removeNow"), cuda::remove);
        delete.getStyleClass().addAll(Styles.DANGER, "remove-now");
        Button keep = new Button(Messages.text("catalogue.keep"));
        HBox question = new HBox(delete, keep);
        question.getStyleClass().add("model-controls");
        ask.setOnAction(_ -> {
            Nodes.show(ask, false);
            Nodes.show(question, true);
        });
        keep.setOnAction(_ -> {
            Nodes.show(ask, true);
            Nodes.show(question, false);
        });
        HBox removal = new HBox(ask, question);
        removal.setMinWidth(USE_PREF_SIZE);
        cuda.stateProperty().subscribe(state -> {
            Nodes.show(ask, true);
            Nodes.show(question, false);
            Nodes.show(removal, state == State.INSTALLED);
        });
        return removal;
    }

    private Node problem() {
        Label problem = wrapped("", "model-reason");
        problem.textProperty().bind(cuda.problemProperty());
        cuda.problemProperty().subscribe(p -> Nodes.show(problem, !p.isEmpty()));
        return problem;
    }

    private void showOffer(CudaOffer made) {
        Nodes.show(offer, made != null);
        if (made == null) {
            offer.getChildren().clear();
            return;
        }
        Button agree = Buttons.labelled(
                Feather.DOWNLOAD, Messages.text("cuda.agree", Figures.bytes(made.bytes())), cuda::agree);
        agree.getStyleClass().addAll(Styles.ACCENT, "agree");
        Button decline = new Button(Messages.text("cuda.decline"));
        decline.setOnAction(_ -> cuda.decline());
        decline.getStyleClass().add("decline");
        HBox buttons = new HBox(agree, decline);
        buttons.getStyleClass().add("model-controls");
        offer.getChildren()
                .setAll(
                        Nodes.label(
                                Messages.text(
                                        "cuda.offer", CudaBuild.VERSION, CudaBuild.CUDA, Figures.bytes(made.bytes())),
                                Styles.TEXT_BOLD),
                        wrapped(Messages.text(
                                "cuda.offer.from",
                                CudaBuild.PUBLISHER,
                                made.build().address())),
                        wrapped(Messages.text(
                                "cuda.offer.to",
                                made.folder().root(),
                                Figures.bytes(made.installedBytes()),
                                Figures.bytes(made.diskBytes()))),
                        wrapped(Messages.text("cuda.offer.licence")),
                        wrapped(Messages.text("cuda.offer.check"), Styles.TEXT_MUTED),
                        buttons);
        Nodes.focusWhenShown(decline);
    }

    private Node progress() {
        ProgressBar bar = new ProgressBar();
        bar.progressProperty().bind(cuda.progressProperty());
        bar.setAccessibleText(Messages.text("cuda.progress"));
        Label status = Nodes.label("", Styles.TEXT_SMALL, Styles.TEXT_MUTED);
        status.textProperty().bind(cuda.statusProperty());
        VBox texts = new VBox(bar, status);
        texts.getStyleClass().add("get-progress");
        Button pause = Buttons.icon(Feather.PAUSE, Messages.text("cuda.pause"), cuda::pause);
        pause.getStyleClass().add("pause");
        shownIn(pause, State.ACTIVE);
        Button resume = Buttons.icon(Feather.PLAY, Messages.text("cuda.resume"), cuda::ask);
        resume.getStyleClass().add("resume");
        shownIn(resume, State.PAUSED);
        Button cancel = Buttons.icon(Feather.X, Messages.text("cuda.cancel"), cuda::cancel);
        cancel.getStyleClass().add("cancel");
        HBox line = new HBox(texts, pause, resume, cancel);
        line.getStyleClass().addAll("model-controls", "cuda-progress");
        line.setAlignment(Pos.CENTER_LEFT);
        shownIn(line, State.ACTIVE, State.PAUSED);
        return line;
    }

    private void shownIn(Node node, State... states) {
        Set<State> shown = Set.of(states);
        cuda.stateProperty().subscribe(state -> Nodes.show(node, shown.contains(state)));
    }

    private static Label wrapped(String text, String... styles) {
        Label label = Nodes.label(text, styles);
        label.setWrapText(true);
        return label;
    }
}
