package io.phiworkbench.ui.models.catalogue;

import atlantafx.base.theme.Styles;
import io.phiworkbench.models.hub.Verification.Checked;
import io.phiworkbench.models.hub.Verification.Finding;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.figures.Figures;
import io.phiworkbench.ui.i18n.Messages;
import java.util.Locale;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A button that checks a downloaded model's files, and what came of it: each file with its size and hash. */
public final class FileCheckPane extends VBox {
    private final FileCheck check;
    private final VBox files = new VBox();

    /** @param name of the model */
    public FileCheckPane(FileCheck check, String name) {
        this.check = check;
        getStyleClass().add("file-check");
        files.getStyleClass().add("file-check-files");
        Button start = Buttons.labelled(Feather.SHIELD, Messages.text("check.start"), check::start);
        start.setAccessibleText(Messages.text("check.startName", name));
        start.setTooltip(Buttons.tooltip(Messages.text("check.tip")));
        start.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, "check");
        Button discard = Buttons.labelled(Feather.TRASH_2, Messages.text("check.discard"), check::discardDamaged);
        discard.setTooltip(Buttons.tooltip(Messages.text("check.discardTip")));
        discard.getStyleClass().addAll(Styles.SMALL, "discard");
        Label message = Nodes.label("", "check-message");
        message.setWrapText(true);
        message.textProperty().bind(check.messageProperty());
        Node running = running(name);
        HBox line = new HBox(start, running, message, discard);
        line.getStyleClass().add("model-controls");
        line.setAlignment(Pos.CENTER_LEFT);
        getChildren().setAll(line, files);
        check.stateProperty().subscribe(state -> {
            Nodes.show(start, state != FileCheck.State.RUNNING);
            Nodes.show(running, state == FileCheck.State.RUNNING);
            Nodes.show(discard, state == FileCheck.State.DAMAGED);
        });
        check.messageProperty().subscribe(text -> Nodes.show(message, !text.isEmpty()));
        check.files().addListener((ListChangeListener<Checked>) _ -> show());
        show();
    }

    private Node running(String name) {
        ProgressBar bar = new ProgressBar();
        bar.progressProperty().bind(check.progressProperty());
        bar.setAccessibleText(Messages.text("check.startName", name));
        HBox box = new HBox(bar, Buttons.icon(Feather.X, Messages.text("common.cancel"), check::cancel));
        box.getStyleClass().add("model-controls");
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private void show() {
        files.getChildren()
                .setAll(check.files().stream().map(FileCheckPane::row).toList());
        Nodes.show(files, !check.files().isEmpty());
    }

    private static Node row(Checked file) {
        boolean good = file.finding() == Finding.SOUND;
        FontIcon icon = new FontIcon(
                good
                        ? Feather.CHECK
                        : file.finding() == Finding.UNKNOWN ? Feather.HELP_CIRCLE : Feather.ALERT_TRIANGLE);
        String finding = Messages.text("check." + file.finding().name().toLowerCase(Locale.ROOT) + ".file");
        Label what = new Label(Messages.text("check.file", file.path(), Figures.bytes(file.bytes()), finding));
        String hash =
                good ? file.found() : Messages.text("check.hashes", orDash(file.expected()), orDash(file.found()));
        Label digits = Nodes.label(hash, Styles.TEXT_MUTED, Styles.TEXT_SMALL, "path-text");
        digits.setWrapText(true);
        HBox row = new HBox(icon, new VBox(what, digits));
        row.getStyleClass().add("model-controls");
        return row;
    }

    private static String orDash(String hash) {
        return hash.isEmpty() ? "–" : hash;
    }
}
