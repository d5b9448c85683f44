package io.phiworkbench.ui.capture;

import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Messages;
import java.util.function.Consumer;
import javafx.geometry.Rectangle2D;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/** A screen's picture, darkened but for the region that the mouse draws. */
final class RegionPane extends Pane {
    private static final double GAP = 8;

    private final Image image;
    private final RegionViewModel model;
    private final ImageView screen;
    private final Region shade = new Region();
    private final ImageView bright;
    private final Rectangle outline = new Rectangle();
    private final Label size = Nodes.label("", "capture-label");
    private final Label hint = Nodes.label(Messages.text("capture.hint"), "capture-label");

    /**
     * @param taken gets what was chosen
     * @param cancelled when nothing is wanted any more
     */
    RegionPane(Image image, Consumer<Image> taken, Runnable cancelled) {
        this.image = image;
        model = new RegionViewModel(image);
        screen = new ImageView(image);
        bright = new ImageView(image);
        setId("capture-region");
        getStyleClass().add("capture");
        shade.getStyleClass().add("capture-shade");
        outline.getStyleClass().add("capture-outline");
        size.textProperty().bind(model.sizeProperty());
        getChildren().setAll(screen, shade, bright, outline, hint, size);
        getChildren().forEach(n -> n.setMouseTransparent(true));
        setCursor(Cursor.CROSSHAIR);
        setFocusTraversable(true);
        setAccessibleText(Messages.text("capture.title") + ". " + Messages.text("capture.hint"));
        model.regionProperty().subscribe(_ -> requestLayout());
        addEventHandler(MouseEvent.MOUSE_PRESSED, e -> {
            if (e.getButton() == MouseButton.PRIMARY) {
                model.begin(e.getX() * scaleX(), e.getY() * scaleY());
            } else {
                cancelled.run();
            }
        });
        addEventHandler(MouseEvent.MOUSE_DRAGGED, e -> {
            if (e.getButton() == MouseButton.PRIMARY) {
                model.extend(e.getX() * scaleX(), e.getY() * scaleY());
            }
        });
        addEventHandler(MouseEvent.MOUSE_RELEASED, e -> {
            if (e.getButton() == MouseButton.PRIMARY) {
                model.finish().ifPresent(taken);
            }
        });
        addEventHandler(KeyEvent.KEY_PRESSED, e -> {
            switch (e.getCode()) {
                case ESCAPE -> cancelled.run();
                case ENTER -> taken.accept(model.whole());
                default -> {
                    return;
                }
            }
            e.consume();
        });
    }

    /** Pixels of the picture for a point of this pane. */
    private double scaleX() {
        return image.getWidth() / getWidth();
    }

    private double scaleY() {
        return image.getHeight() / getHeight();
    }

    @Override
    protected void layoutChildren() {
        screen.setFitWidth(getWidth());
        screen.setFitHeight(getHeight());
        shade.resizeRelocate(0, 0, getWidth(), getHeight());
        hint.autosize();
        hint.relocate(Math.round((getWidth() - hint.getWidth()) / 2), GAP * 3);
        Rectangle2D region = model.regionProperty().get();
        boolean drawn = region.getWidth() > 0 && region.getHeight() > 0;
        bright.setVisible(drawn);
        outline.setVisible(drawn);
        size.setVisible(drawn);
        hint.setVisible(!drawn);
        if (drawn) {
            place(region);
        }
    }

    private void place(Rectangle2D region) {
        double x = region.getMinX() / scaleX();
        double y = region.getMinY() / scaleY();
        double width = region.getWidth() / scaleX();
        double height = region.getHeight() / scaleY();
        bright.setViewport(region);
        bright.setFitWidth(width);
        bright.setFitHeight(height);
        bright.relocate(x, y);
        outline.setX(x);
        outline.setY(y);
        outline.setWidth(width);
        outline.setHeight(height);
        size.autosize();
        double below = y + height + GAP;
        size.relocate(
                Math.clamp(x, 0, Math.max(0, getWidth() - size.getWidth())),
                below + size.getHeight() <= getHeight() ? below : Math.max(0, y + height - size.getHeight() - GAP));
    }
}
