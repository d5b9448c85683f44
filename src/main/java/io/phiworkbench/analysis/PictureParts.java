package io.phiworkbench.analysis;

import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.vision.MediaException;
import io.phiworkbench.vision.PictureReader;
import io.phiworkbench.vision.Refusal;
import io.phiworkbench.vision.Region;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Cuts parts out of pictures. */
final class PictureParts {
    private PictureParts() {}

    /**
     * A part of a picture as a picture of its own.
     *
     * @param region in the picture's own pixels; what lies outside of it is left out
     * @throws MediaException if the picture cannot be opened, or nothing of it lies in the region
     */
    static ImageInput cut(ImageInput picture, Region region) {
        BufferedImage whole = new PictureReader()
                .read(picture.content(), picture.name())
                .pixels()
                .toBufferedImage();
        int left = clamp(Math.floor(region.x()), whole.getWidth());
        int top = clamp(Math.floor(region.y()), whole.getHeight());
        int right = clamp(Math.ceil(region.x() + region.width()), whole.getWidth());
        int bottom = clamp(Math.ceil(region.y() + region.height()), whole.getHeight());
        if (right <= left || bottom <= top) {
            throw new MediaException(picture.name(), Refusal.NOTHING_IN_REGION, whole.getWidth(), whole.getHeight());
        }
        return ImageInput.of(picture.name() + " (part)", png(whole.getSubimage(left, top, right - left, bottom - top)));
    }

    private static int clamp(double value, int most) {
        return (int) Math.max(0, Math.min(most, value));
    }

    static byte[] png(BufferedImage pixels) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(pixels, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("a picture in memory cannot be written to memory", e);
        }
        return bytes.toByteArray();
    }
}
