package io.phiworkbench.ui.tray;

import atlantafx.base.theme.Styles;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Messages;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.image.ImageView;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The tray: numbered thumbnails with their cost, in an order that mouse and keys can change. */
public final class TrayView extends FlowPane {
    private static final DataFormat TRAY_INDEX = new DataFormat("application/x-phi-workbench-tray-index");
    private static final double SIZE = 64;

    private final TrayViewModel tray;
    private final Consumer<TrayItem> open;
    private final Map<TrayItem, StackPane> tiles = new IdentityHashMap<>();

    /** @param open shows a picture large */
    public TrayView(TrayViewModel tray, Consumer<TrayItem> open) {
        this.tray = tray;
        this.open = open;
        getStyleClass().add("tray");
        // A flow's own minimum is its widest child without wrapping: a long reason would push the window's edges out.
        setMinWidth(0);
        setAccessibleText(Messages.text("tray.name"));
        tray.items().addListener((ListChangeListener<TrayItem>) _ -> refresh());
        refresh();
    }

    private void refresh() {
        tiles.keySet().retainAll(tray.items());
        getChildren()
                .setAll(tray.items().stream()
                        .map(item -> tiles.computeIfAbsent(item, this::tile))
                        .toList());
        Nodes.show(this, !tray.items().isEmpty());
    }

    private StackPane tile(TrayItem item) {
        StackPane tile = new StackPane();
        tile.getStyleClass().add("tray-tile");
        tile.setFocusTraversable(true);
        item.stateProperty().subscribe(_ -> fill(tile, item));
        tile.addEventHandler(KeyEvent.KEY_PRESSED, e -> keyPressed(e, item));
        return tile;
    }

    private void fill(StackPane tile, TrayItem item) {
        switch (item.state()) {
            case READING -> {
                ProgressIndicator wheel = new ProgressIndicator();
                wheel.getStyleClass().add("small-wheel");
                tile.getChildren().setAll(wheel, removeButton(item));
            }
            case READY -> {
                tile.getChildren().setAll(picture(item), removeButton(item));
                tile.setAccessibleText(Messages.text(
                        "tray.picture",
                        item.numberProperty().get(),
                        item.name(),
                        item.tokensProperty().get()));
                dragging(tile, item);
            }
            case REFUSED -> {
                tile.getStyleClass().add("refused");
                HBox why = refusal(item);
                tile.getChildren().setAll(why, removeButton(item));
                // A flow gives its children what they want, also where that is more than it has itself.
                tile.prefWidthProperty()
                        .bind(Bindings.createDoubleBinding(
                                () -> refusalWidth(why),
                                widthProperty(),
                                insetsProperty(),
                                why.layoutBoundsProperty()));
                tile.setAccessibleText(Messages.text(
                        "tray.refused", item.name(), item.reasonProperty().get()));
            }
        }
    }

    private VBox picture(TrayItem item) {
        ImageView view = new ImageView();
        view.imageProperty().bind(item.thumbnailProperty());
        view.setPreserveRatio(true);
        view.setFitHeight(SIZE);
        view.setFitWidth(SIZE * 2);
        Label number = Nodes.label("", "picture-number");
        item.numberProperty().subscribe(n -> number.setText(n.toString()));
        StackPane framed = new StackPane(view, number);
        StackPane.setAlignment(number, Pos.TOP_LEFT);
        framed.getStyleClass().add("tray-frame");
        Label tokens = Nodes.label("", "tray-tokens");
        item.tokensProperty().subscribe(n -> tokens.setText(Messages.text("tray.tokens", n)));
        VBox box = new VBox(framed, tokens);
        box.setAlignment(Pos.CENTER);
        javafx.scene.control.Tooltip.install(
                box, Buttons.tooltip(Messages.text("tray.tip", item.name(), item.width(), item.height())));
        box.setOnMouseClicked(e -> {
            if (e.isStillSincePress()) {
                open.accept(item);
            }
        });
        return box;
    }

    private double refusalWidth(HBox why) {
        double room = getWidth() - getInsets().getLeft() - getInsets().getRight();
        double padding = 10;
        return Math.min(why.prefWidth(-1) + padding, Math.max(room, 0));
    }

    private static HBox refusal(TrayItem item) {
        Label name = Nodes.label(item.name(), "tray-refused-name");
        Label reason = Nodes.label(item.reasonProperty().get(), Styles.TEXT_SMALL);
        reason.setWrapText(true);
        VBox texts = new VBox(name, reason);
        texts.setAlignment(Pos.CENTER_LEFT);
        HBox box = new HBox(new FontIcon(Feather.ALERT_TRIANGLE), texts);
        box.getStyleClass().add("tray-refusal");
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private Button removeButton(TrayItem item) {
        Button remove = Buttons.icon(Feather.X, Messages.text("tray.remove", item.name()), () -> tray.remove(item));
        remove.getStyleClass().add("tray-remove");
        remove.setFocusTraversable(false);
        StackPane.setAlignment(remove, Pos.TOP_RIGHT);
        return remove;
    }

    private void keyPressed(KeyEvent e, TrayItem item) {
        int index = tray.items().indexOf(item);
        boolean ready = item.state() == TrayItem.State.READY;
        switch (e.getCode()) {
            case DELETE, BACK_SPACE -> tray.remove(item);
            case ENTER, SPACE -> {
                if (ready) {
                    open.accept(item);
                }
            }
            case R -> {
                if (ready) {
                    tray.rotate(item);
                }
            }
            case LEFT -> moveByKey(e, item, index - 1);
            case RIGHT -> moveByKey(e, item, index + 1);
            default -> {
                return;
            }
        }
        e.consume();
    }

    /** The plain arrow goes to the neighbour, with Ctrl it takes the picture along. */
    private void moveByKey(KeyEvent e, TrayItem item, int index) {
        if (index < 0 || index >= tray.items().size()) {
            return;
        }
        if (e.isShortcutDown()) {
            tray.move(item, index);
            tiles.get(item).requestFocus();
        } else {
            tiles.get(tray.items().get(index)).requestFocus();
        }
    }

    private void dragging(StackPane tile, TrayItem item) {
        tile.addEventHandler(MouseEvent.DRAG_DETECTED, e -> {
            Dragboard board = tile.startDragAndDrop(TransferMode.MOVE);
            ClipboardContent content = new ClipboardContent();
            content.put(TRAY_INDEX, tray.items().indexOf(item));
            board.setContent(content);
            board.setDragView(item.thumbnailProperty().get());
            e.consume();
        });
        tile.addEventHandler(DragEvent.DRAG_OVER, e -> {
            if (e.getDragboard().hasContent(TRAY_INDEX)) {
                e.acceptTransferModes(TransferMode.MOVE);
                e.consume();
            }
        });
        tile.addEventHandler(DragEvent.DRAG_DROPPED, e -> {
            if (e.getDragboard().getContent(TRAY_INDEX) instanceof Integer from
                    && from < tray.items().size()) {
                tray.move(tray.items().get(from), tray.items().indexOf(item));
                e.setDropCompleted(true);
                e.consume();
            }
        });
    }

    /** Whether a drag comes from this tray itself. */
    public static boolean isOwnDrag(Dragboard board) {
        return board.hasContent(TRAY_INDEX);
    }
}
