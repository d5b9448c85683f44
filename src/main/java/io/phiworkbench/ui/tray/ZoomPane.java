package io.phiworkbench.ui.tray;

import io.phiworkbench.chat.Attachment;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.vision.HdPlan;
import io.phiworkbench.vision.Region;
import java.util.function.Consumer;
import javafx.geometry.Point2D;
import javafx.scene.Group;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;

/** A picture that can be zoomed and moved, with the crops of the model drawn over it. */
public final class ZoomPane extends Pane {
    private static final double MOST_ZOOM = 16;
    private static final double STEP = 1.2;

    private final ImageView view = new ImageView();
    private final Group grid = new Group();
    private final Rectangle selection = new Rectangle();
    private final Group content = new Group(view, grid, selection);
    private Consumer<Attachment.Region> onRegion = _ -> {};
    private int width = 1;
    private int height = 1;
    private double scale = 1;
    private boolean fitted = true;
    private boolean selecting;
    private Point2D pressed = Point2D.ZERO;
    private Point2D grabbed = Point2D.ZERO;

    public ZoomPane() {
        getStyleClass().add("zoom-pane");
        setAccessibleText(Messages.text("viewer.picture"));
        getChildren().add(content);
        selection.getStyleClass().add("selection");
        selection.setVisible(false);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        setFocusTraversable(true);
        addEventHandler(ScrollEvent.SCROLL, e -> {
            zoom(e.getDeltaY() > 0 ? STEP : 1 / STEP, e.getX(), e.getY());
            e.consume();
        });
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        addEventHandler(MouseEvent.MOUSE_RELEASED, this::release);
        addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
    }

    /**
     * Shows a picture.
     *
     * @param image of any size
     * @param pictureWidth the picture's real width, in which the plan is drawn
     */
    public void setImage(Image image, int pictureWidth, int pictureHeight) {
        boolean other = width != pictureWidth || height != pictureHeight;
        view.setImage(image);
        width = pictureWidth;
        height = pictureHeight;
        view.setFitWidth(width);
        view.setFitHeight(height);
        if (other || fitted) {
            fit();
        }
    }

    public void setPlan(HdPlan plan) {
        grid.getChildren().clear();
        if (plan == null) {
            return;
        }
        for (Region crop : plan.crops()) {
            if (!crop.isEmpty()) {
                Rectangle outline = new Rectangle(crop.x(), crop.y(), crop.width(), crop.height());
                outline.getStyleClass().add("crop-outline");
                grid.getChildren().add(outline);
            }
        }
        thinLines();
    }

    public void setGridShown(boolean shown) {
        grid.setVisible(shown);
    }

    /** While selecting, dragging draws a region instead of moving the picture. */
    public void setSelecting(boolean value) {
        selecting = value;
        selection.setVisible(false);
        Nodes.show(selection, false);
        pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("selecting"), value);
    }

    public void onRegion(Consumer<Attachment.Region> receiver) {
        onRegion = receiver;
    }

    /** Shows all of the picture. */
    public void fit() {
        fitted = true;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        if (fitted && getWidth() > 0 && getHeight() > 0) {
            double margin = 24;
            scale = Math.min(1.5, Math.min((getWidth() - 2 * margin) / width, (getHeight() - 2 * margin) / height));
            place((getWidth() - width * scale) / 2, (getHeight() - height * scale) / 2);
        }
    }

    private void place(double x, double y) {
        content.getTransforms()
                .setAll(new javafx.scene.transform.Translate(x, y), new javafx.scene.transform.Scale(scale, scale));
        grabbed = new Point2D(x, y);
        thinLines();
    }

    /** Lines keep their width however far the picture is zoomed. */
    private void thinLines() {
        grid.getChildren().forEach(n -> ((Rectangle) n).setStrokeWidth(1.5 / scale));
        selection.setStrokeWidth(2 / scale);
    }

    private void zoom(double factor, double x, double y) {
        double next = Math.clamp(scale * factor, 0.02, MOST_ZOOM);
        double ratio = next / scale;
        scale = next;
        fitted = false;
        place(x - (x - grabbed.getX()) * ratio, y - (y - grabbed.getY()) * ratio);
    }

    private void keyPressed(KeyEvent e) {
        switch (e.getCode()) {
            case PLUS, ADD, EQUALS -> zoom(STEP, getWidth() / 2, getHeight() / 2);
            case MINUS, SUBTRACT -> zoom(1 / STEP, getWidth() / 2, getHeight() / 2);
            case DIGIT0, NUMPAD0 -> fit();
            case LEFT -> move(40, 0);
            case RIGHT -> move(-40, 0);
            case UP -> move(0, 40);
            case DOWN -> move(0, -40);
            default -> {
                return;
            }
        }
        e.consume();
    }

    private void move(double x, double y) {
        fitted = false;
        place(grabbed.getX() + x, grabbed.getY() + y);
    }

    private void press(MouseEvent e) {
        requestFocus();
        pressed = selecting ? inPicture(e) : new Point2D(e.getX(), e.getY()).subtract(grabbed);
    }

    private void drag(MouseEvent e) {
        if (!selecting) {
            fitted = false;
            place(e.getX() - pressed.getX(), e.getY() - pressed.getY());
            return;
        }
        Point2D now = inPicture(e);
        selection.setX(Math.min(pressed.getX(), now.getX()));
        selection.setY(Math.min(pressed.getY(), now.getY()));
        selection.setWidth(Math.abs(pressed.getX() - now.getX()));
        selection.setHeight(Math.abs(pressed.getY() - now.getY()));
        Nodes.show(selection, true);
    }

    private void release(MouseEvent e) {
        if (!selecting || !selection.isVisible()) {
            return;
        }
        Nodes.show(selection, false);
        int x = (int) Math.floor(selection.getX());
        int y = (int) Math.floor(selection.getY());
        int w = (int) Math.min(width - x, Math.ceil(selection.getWidth()));
        int h = (int) Math.min(height - y, Math.ceil(selection.getHeight()));
        // A click without a drag is no region.
        if (w >= 8 && h >= 8) {
            fitted = true;
            onRegion.accept(new Attachment.Region(x, y, w, h));
        }
    }

    private Point2D inPicture(MouseEvent e) {
        Point2D point = content.parentToLocal(e.getX(), e.getY());
        return new Point2D(Math.clamp(point.getX(), 0, width), Math.clamp(point.getY(), 0, height));
    }
}
