package io.phiworkbench.chat.export;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Pictures as they are printed: upright, and not finer than paper needs. */
final class PdfPicture {
    private static final int LONGEST_SIDE = 2_000;

    private PdfPicture() {}

    /** The picture, absent if it cannot be decoded. */
    static Optional<BufferedImage> read(byte[] content) {
        try {
            return decode(content).map(image -> upright(image, orientation(content)));
        } catch (IOException | RuntimeException e) {
            // Decoders meet damaged files with all kinds of exceptions; the text of the chat matters more.
            return Optional.empty();
        }
    }

    private static Optional<BufferedImage> decode(byte[] content) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(content))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return Optional.empty();
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                int longest = Math.max(reader.getWidth(0), reader.getHeight(0));
                int every = Math.max(1, longest / LONGEST_SIDE);
                ImageReadParam sampling = reader.getDefaultReadParam();
                sampling.setSourceSubsampling(every, every, 0, 0);
                return Optional.of(reader.read(0, sampling));
            } finally {
                reader.dispose();
            }
        }
    }

    private static int orientation(byte[] content) {
        try {
            var exif = ImageMetadataReader.readMetadata(new ByteArrayInputStream(content))
                    .getFirstDirectoryOfType(ExifIFD0Directory.class);
            Integer value = exif == null ? null : exif.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
            return value == null ? 1 : value;
        } catch (IOException | ImageProcessingException e) {
            return 1;
        }
    }

    /** Turns and mirrors by the eight orientations of EXIF, and brings the picture to plain RGB. */
    private static BufferedImage upright(BufferedImage image, int orientation) {
        int w = image.getWidth();
        int h = image.getHeight();
        boolean lying = orientation >= 5 && orientation <= 8;
        boolean alpha = image.getColorModel().hasAlpha();
        BufferedImage turned = new BufferedImage(
                lying ? h : w, lying ? w : h, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = turned.createGraphics();
        graphics.drawImage(image, transform(orientation, w, h), null);
        graphics.dispose();
        return turned;
    }

    private static AffineTransform transform(int orientation, int w, int h) {
        return switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
            default -> new AffineTransform();
        };
    }
}
