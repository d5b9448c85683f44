package io.phiworkbench.chat;

import io.phiworkbench.inference.ImageInput;
import java.util.Optional;

/**
 * A picture that is about to be sent.
 *
 * @param image exactly what the model is given; an edited picture comes with its new bytes
 * @param edit how it was made from an original, absent for an untouched picture
 */
public record Picture(ImageInput image, Optional<Edit> edit) {

    /** An untouched picture. */
    public static Picture of(ImageInput image) {
        return new Picture(image, Optional.empty());
    }

    /** See {@link Attachment.Edit}. */
    public record Edit(ImageInput original, int quarterTurns, Optional<Attachment.Region> region) {}

    /** What is stored of it beside the bytes. */
    public Attachment attachment() {
        return new Attachment(
                image.sha256(),
                image.name(),
                image.numCrops(),
                edit.map(e -> new Attachment.Edit(e.original().sha256(), e.quarterTurns(), e.region())));
    }
}
