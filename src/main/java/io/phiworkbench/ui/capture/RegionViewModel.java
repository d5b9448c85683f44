package io.phiworkbench.ui.capture;

import io.phiworkbench.ui.i18n.Messages;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.Image;
import javafx.scene.image.WritableImage;

/** The region that is being chosen on one screen. All places are pixels of the screen's picture. */
public final class RegionViewModel {
    /** A click, or a hand that trembled, is no region. */
    private static final int SMALLEST = 8;

    private final Image image;
    private final ReadOnlyObjectWrapper<Rectangle2D> region = new ReadOnlyObjectWrapper<>(Rectangle2D.EMPTY);
    private final ReadOnlyStringWrapper size = new ReadOnlyStringWrapper("");
    private double startX;
    private double startY;

    public RegionViewModel(Image image) {
        this.image = image;
    }

    /** The region as far as it is drawn, whole pixels within the picture; empty before. */
    public ReadOnlyObjectProperty<Rectangle2D> regionProperty() {
        return region.getReadOnlyProperty();
    }

    /** Its size, for the user. */
    public ReadOnlyStringProperty sizeProperty() {
        return size.getReadOnlyProperty();
    }

    public void begin(double x, double y) {
        startX = within(x, image.getWidth());
        startY = within(y, image.getHeight());
        set(Rectangle2D.EMPTY);
    }

    /** In any direction from where it began, also beyond the picture's edge. */
    public void extend(double x, double y) {
        double toX = within(x, image.getWidth());
        double toY = within(y, image.getHeight());
        double left = Math.floor(Math.min(startX, toX));
        double top = Math.floor(Math.min(startY, toY));
        set(new Rectangle2D(
                left, top, Math.ceil(Math.max(startX, toX)) - left, Math.ceil(Math.max(startY, toY)) - top));
    }

    /** What was chosen; empty, and nothing is chosen any more, where it is too small to be meant. */
    public Optional<Image> finish() {
        Rectangle2D chosen = region.get();
        if (chosen.getWidth() < SMALLEST || chosen.getHeight() < SMALLEST) {
            set(Rectangle2D.EMPTY);
            return Optional.empty();
        }
        return Optional.of(new WritableImage(
                image.getPixelReader(), (int) chosen.getMinX(), (int) chosen.getMinY(), (int) chosen.getWidth(), (int)
                        chosen.getHeight()));
    }

    /** All of the screen. */
    public Image whole() {
        return image;
    }

    private void set(Rectangle2D value) {
        region.set(value);
        size.set(
                value.equals(Rectangle2D.EMPTY)
                        ? ""
                        : Messages.text("capture.size", (int) value.getWidth(), (int) value.getHeight()));
    }

    private static double within(double value, double largest) {
        return Math.clamp(value, 0, largest);
    }
}
