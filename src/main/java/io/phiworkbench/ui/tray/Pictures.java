package io.phiworkbench.ui.tray;

import io.phiworkbench.chat.Attachment;
import io.phiworkbench.failure.FileFault;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.vision.MediaException;
import io.phiworkbench.vision.PictureReader;
import io.phiworkbench.vision.Refusal;
import io.phiworkbench.vision.RgbImage;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.image.Image;
import javax.imageio.ImageIO;

/** Turns picture files into what the window shows and into what the model is given. Blocks; not for the FX thread. */
public final class Pictures {
    private static final PictureReader READER = new PictureReader();

    private Pictures() {}

    /** @throws MediaException where the file cannot be read */
    static ImageInput file(Path file) {
        return ImageInput.of(file.getFileName().toString(), READER.bytes(file));
    }

    /** A picture that could be opened, with its size as the model counts it and something small to show. */
    record Opened(ImageInput image, int width, int height, Image thumbnail) {}

    /** @throws MediaException where it cannot be opened */
    static Opened open(ImageInput image, int thumbnailSize) {
        BufferedImage pixels = pixels(image);
        return new Opened(image, pixels.getWidth(), pixels.getHeight(), scaled(pixels, thumbnailSize));
    }

    /** The picture no larger than this, for the screen. @throws MediaException where it cannot be opened */
    public static Image show(ImageInput image, int largestSide) {
        return scaled(pixels(image), largestSide);
    }

    /** A new picture made of another: turned by quarters clockwise, then cut. */
    static ImageInput edit(ImageInput original, int quarterTurns, Optional<Attachment.Region> region) {
        BufferedImage turned = turn(pixels(original), quarterTurns);
        BufferedImage cut = region.map(r -> turned.getSubimage(r.x(), r.y(), r.width(), r.height()))
                .orElse(turned);
        return ImageInput.of(original.name(), png(cut));
    }

    /** A PNG file of pixels. */
    public static byte[] png(BufferedImage pixels) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            if (!ImageIO.write(pixels, "png", bytes)) {
                throw new IllegalStateException("every Java platform can write PNG");
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new MediaException("picture", e, Refusal.PNG_UNWRITTEN, FileFault.of(e));
        }
    }

    /** A PNG file of what the window shows. */
    public static byte[] png(Image image) {
        return png(SwingFXUtils.fromFXImage(image, null));
    }

    private static BufferedImage pixels(ImageInput image) {
        RgbImage pixels = READER.read(image.content(), image.name()).pixels();
        return pixels.toBufferedImage();
    }

    private static BufferedImage turn(BufferedImage image, int quarterTurns) {
        int turns = Math.floorMod(quarterTurns, 4);
        if (turns == 0) {
            return image;
        }
        int width = turns % 2 == 0 ? image.getWidth() : image.getHeight();
        int height = turns % 2 == 0 ? image.getHeight() : image.getWidth();
        AffineTransform transform = new AffineTransform();
        transform.translate(width / 2.0, height / 2.0);
        transform.quadrantRotate(turns);
        transform.translate(-image.getWidth() / 2.0, -image.getHeight() / 2.0);
        BufferedImage turned = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = turned.createGraphics();
        graphics.drawImage(image, transform, null);
        graphics.dispose();
        return turned;
    }

    /** Halves until the last step, which keeps fine lines from vanishing. */
    private static Image scaled(BufferedImage image, int largestSide) {
        BufferedImage current = image;
        while (Math.max(current.getWidth(), current.getHeight()) > 2 * largestSide) {
            current = resize(current, (current.getWidth() + 1) / 2, (current.getHeight() + 1) / 2);
        }
        double scale = (double) largestSide / Math.max(current.getWidth(), current.getHeight());
        if (scale < 1) {
            current = resize(current, Math.max(1, (int) Math.round(current.getWidth() * scale)), Math.max(1, (int)
                    Math.round(current.getHeight() * scale)));
        }
        return SwingFXUtils.toFXImage(current, null);
    }

    private static BufferedImage resize(BufferedImage image, int width, int height) {
        BufferedImage smaller = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = smaller.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return smaller;
    }
}
