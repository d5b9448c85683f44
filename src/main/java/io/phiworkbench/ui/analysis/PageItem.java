package io.phiworkbench.ui.analysis;

import io.phiworkbench.analysis.OcrText;
import io.phiworkbench.analysis.SourcePage;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.ModelDescription;
import io.phiworkbench.ui.tray.Pictures;
import io.phiworkbench.vision.PictureReader;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.image.Image;

/** A page in the OCR screen. Used on the FX thread. */
public final class PageItem {
    private final SourcePage source;
    private final ReadOnlyObjectWrapper<Opened> opened = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<String> problem = new ReadOnlyObjectWrapper<>("");
    private boolean opening;
    private final ObjectProperty<OcrText> text = new SimpleObjectProperty<>();

    /**
     * The page as it was opened.
     *
     * @param picture goes to the model
     * @param shown for the screen, no larger than it needs
     * @param thumbnail for the list
     * @param width of the picture in pixels
     */
    public record Opened(ImageInput picture, Image shown, Image thumbnail, int width, int height) {
        private static final int LARGEST_SHOWN = 2000;
        private static final int LARGEST_THUMBNAIL = 112;

        /** Opens a page as it goes to a model; not for the FX thread. */
        static Opened of(SourcePage source, ModelDescription model) {
            ImageInput picture = source.read(model, Math.max(1, model.defaultCropsSingle()));
            var header = new PictureReader().header(picture.content(), picture.name());
            return new Opened(
                    picture,
                    Pictures.show(picture, LARGEST_SHOWN),
                    Pictures.show(picture, LARGEST_THUMBNAIL),
                    header.width(),
                    header.height());
        }
    }

    PageItem(SourcePage source) {
        this.source = source;
    }

    public SourcePage source() {
        return source;
    }

    /** Null until it is opened. */
    public ReadOnlyObjectProperty<Opened> openedProperty() {
        return opened.getReadOnlyProperty();
    }

    /** True for the first caller only: a page is opened once. */
    boolean beginOpening() {
        boolean first = !opening;
        opening = true;
        return first;
    }

    void setOpened(Opened value) {
        problem.set("");
        opened.set(value);
    }

    /** What is wrong with it, empty if nothing is. */
    public ReadOnlyObjectProperty<String> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    void setProblem(String line) {
        problem.set(line);
    }

    /** What was read, null before. */
    public ObjectProperty<OcrText> textProperty() {
        return text;
    }

    Optional<OcrText> text() {
        return Optional.ofNullable(text.get());
    }
}
