package io.phiworkbench.ui.tray;

import io.phiworkbench.chat.Attachment;
import io.phiworkbench.chat.Picture;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.vision.CropShape;
import io.phiworkbench.vision.HdPlan;
import io.phiworkbench.vision.MediaException;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.image.Image;

/** One picture of the tray, or one thing that was refused and why. */
public final class TrayItem {
    private final String name;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.READING);
    private final ReadOnlyStringWrapper reason = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Image> thumbnail = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyIntegerWrapper number = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper tokens = new ReadOnlyIntegerWrapper();
    private final ReadOnlyObjectWrapper<HdPlan> plan = new ReadOnlyObjectWrapper<>();

    private ImageInput original;
    private Pictures.Opened opened;
    private int originalWidth;
    private int originalHeight;
    private int quarterTurns;
    private Optional<Attachment.Region> region = Optional.empty();
    private OptionalInt numCrops = OptionalInt.empty();

    TrayItem(String name) {
        this.name = name;
    }

    public enum State {
        READING,
        READY,
        /** Not a picture that can be sent; {@link #reasonProperty()} says why. */
        REFUSED
    }

    public String name() {
        return name;
    }

    public State state() {
        return state.get();
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty reasonProperty() {
        return reason.getReadOnlyProperty();
    }

    /** Something small to show; null until the picture is read. */
    public ReadOnlyObjectProperty<Image> thumbnailProperty() {
        return thumbnail.getReadOnlyProperty();
    }

    /** The k of {@code image_k}, counted over the conversation; 0 for what is not a picture. */
    public ReadOnlyIntegerProperty numberProperty() {
        return number.getReadOnlyProperty();
    }

    /** What it costs of the context. */
    public ReadOnlyIntegerProperty tokensProperty() {
        return tokens.getReadOnlyProperty();
    }

    /** How it will be cut up; null until the picture is read. */
    public ReadOnlyObjectProperty<HdPlan> planProperty() {
        return plan.getReadOnlyProperty();
    }

    /** The picture as it is now, edits included. */
    public ImageInput image() {
        return opened.image();
    }

    public int width() {
        return opened.width();
    }

    public int height() {
        return opened.height();
    }

    /** The user's own limit of crops, absent for the model's. */
    public OptionalInt numCrops() {
        return numCrops;
    }

    public boolean isEdited() {
        return quarterTurns != 0 || region.isPresent();
    }

    /** Height of the turned picture before anything was cut off. */
    int uncutHeight() {
        return quarterTurns % 2 == 0 ? originalHeight : originalWidth;
    }

    int quarterTurns() {
        return quarterTurns;
    }

    Optional<Attachment.Region> region() {
        return region;
    }

    ImageInput original() {
        return original;
    }

    Picture picture() {
        ImageInput sent = numCrops.isPresent() ? image().withNumCrops(numCrops.getAsInt()) : image();
        Optional<Picture.Edit> edit =
                isEdited() ? Optional.of(new Picture.Edit(original, quarterTurns, region)) : Optional.empty();
        return new Picture(sent, edit);
    }

    void ready(Pictures.Opened value) {
        if (original == null) {
            original = value.image();
            originalWidth = value.width();
            originalHeight = value.height();
        }
        opened = value;
        thumbnail.set(value.thumbnail());
        state.set(State.READY);
    }

    void edited(Pictures.Opened value, int turns, Optional<Attachment.Region> cut) {
        quarterTurns = turns;
        region = cut;
        ready(value);
    }

    void refuse(String why) {
        reason.set(why);
        state.set(State.REFUSED);
        tokens.set(0);
        plan.set(null);
    }

    void limit(OptionalInt crops) {
        numCrops = crops;
    }

    void number(int value) {
        number.set(value);
    }

    /** Counts anew what it costs. */
    void plan(int defaultCrops, CropShape shape) {
        if (state.get() != State.READY) {
            return;
        }
        try {
            plan.set(HdPlan.of(width(), height(), numCrops.orElse(defaultCrops), shape));
            tokens.set(plan.get().tokens());
        } catch (MediaException e) {
            refuse(Failures.reason(e));
        }
    }
}
