package io.phiworkbench.ui.analysis;

import io.phiworkbench.analysis.OcrText;
import io.phiworkbench.analysis.SourcePage;
import io.phiworkbench.inference.ImageInput;
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
    private final ObjectProperty<OcrText> text = new SimpleObjectProperty<>();

    /**
     * The page as it was opened.
     *
     * @param picture goes to the model
     * @param shown for the screen, no larger than it needs
     * @param width of the picture in pixels
     */
    public record Opened(ImageInput picture, Image shown, int width, int height) {}

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
