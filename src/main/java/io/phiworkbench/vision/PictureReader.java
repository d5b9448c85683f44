package io.phiworkbench.vision;

import io.phiworkbench.failure.FileFault;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;

/**
 * Opens PNG, JPEG, BMP, GIF (first frame), WebP and TIFF (first page) as upright 8-bit RGB: EXIF orientation applied,
 * alpha flattened on white, grey, palette, CMYK and 16-bit pictures converted. Embedded colour profiles of RGB and grey
 * pictures are ignored, as the reference does. A picture that is broken, cut off, or above the limits is refused with a
 * {@link MediaException}. Safe for use from several threads.
 */
public final class PictureReader {
    /** The most pixels a picture may have; checked against its header, before it is decoded. */
    public static final long MAX_PIXELS = PictureLimits.MAX_PIXELS;

    private static final Map<String, String> FORMATS = Map.of(
            "png", "PNG", "jpeg", "JPEG", "jpg", "JPEG", "bmp", "BMP", "gif", "GIF", "webp", "WebP", "tiff", "TIFF",
            "tif", "TIFF");

    static {
        Awt.prepare();
    }

    private final PictureLimits limits;

    public PictureReader() {
        this(PictureLimits.STANDARD);
    }

    PictureReader(PictureLimits limits) {
        this.limits = limits;
    }

    /** @throws MediaException where there is no such file, or it is not a picture that can be opened */
    public Picture read(Path file) {
        return read(bytes(file), file.getFileName().toString());
    }

    /**
     * @param source what messages call it
     * @throws MediaException where the bytes are not a picture that can be opened
     */
    public Picture read(byte[] bytes, String source) {
        return open(bytes, source, (reader, format) -> decode(bytes, source, reader, format));
    }

    /** Reads size and format only. @throws MediaException where {@link #read(Path)} would refuse it unopened */
    public PictureHeader header(Path file) {
        return header(bytes(file), file.getFileName().toString());
    }

    /** Reads size and format only. @throws MediaException where {@link #read(byte[], String)} would refuse it unopened */
    public PictureHeader header(byte[] bytes, String source) {
        return open(bytes, source, (reader, format) -> {
            GifCanvas canvas = GifCanvas.of(reader, format);
            limits.checkSize(source, canvas.width(), canvas.height());
            Orientation turn = ExifOrientation.of(bytes);
            return new PictureHeader(
                    turn.uprightWidth(canvas.width(), canvas.height()),
                    turn.uprightHeight(canvas.width(), canvas.height()),
                    format);
        });
    }

    /**
     * The bytes of a file that is to be opened, which need not be those of a picture.
     *
     * @throws MediaException where there is no such file, it may not be read, or is too long for the memory
     */
    public byte[] bytes(Path file) {
        String name = file.getFileName() == null
                ? file.toString()
                : file.getFileName().toString();
        if (!Files.exists(file)) {
            throw new MediaException(file.toString(), Refusal.NO_SUCH_FILE);
        }
        if (!Files.isRegularFile(file)) { // a device would be read for ever
            throw new MediaException(file.toString(), Files.isDirectory(file) ? Refusal.FOLDER : Refusal.DEVICE);
        }
        try {
            limits.checkFile(name, Files.size(file));
            return Files.readAllBytes(file);
        } catch (AccessDeniedException e) {
            throw new MediaException(file.toString(), e, Refusal.FORBIDDEN);
        } catch (IOException e) {
            throw new MediaException(file.toString(), e, Refusal.UNREADABLE, FileFault.of(e));
        }
    }

    @FunctionalInterface
    private interface Use<T> {
        T apply(ImageReader reader, String format) throws IOException;
    }

    /** Whatever a decoder throws at broken input becomes one line: decoders index by numbers the file gives them. */
    private static <T> T open(byte[] bytes, String source, Use<T> use) {
        try (ImageInputStream stream = new PictureBytes(bytes)) {
            ImageReader reader = readerOf(stream, bytes, source);
            try {
                reader.setInput(stream, false, false);
                if (reader.getNumImages(false) == 0) {
                    throw new MediaException(source, Refusal.NO_PICTURE_IN_FILE);
                }
                return use.apply(reader, formatOf(reader));
            } finally {
                reader.dispose();
            }
        } catch (MediaException e) {
            throw e;
        } catch (EOFException e) {
            throw new MediaException(source, e, Refusal.CUT_OFF);
        } catch (IOException | RuntimeException e) {
            throw broken(source, e);
        } catch (OutOfMemoryError | StackOverflowError e) {
            throw new MediaException(source, e, Refusal.OUT_OF_MEMORY);
        }
    }

    private static MediaException broken(String source, Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException) {
                return new MediaException(source, e, Refusal.CUT_OFF);
            }
        }
        String detail = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new MediaException(
                source, e, Refusal.BROKEN, detail.lines().findFirst().orElse(""));
    }

    private static ImageReader readerOf(ImageInputStream stream, byte[] bytes, String source) {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (formatOf(reader) != null) {
                return reader;
            }
        }
        throw Recognised.refusal(bytes, source);
    }

    private static String formatOf(ImageReader reader) {
        try {
            return FORMATS.get(reader.getFormatName().toLowerCase(Locale.ROOT));
        } catch (IOException e) {
            throw new IllegalStateException("an ImageIO reader does not know its own format", e);
        }
    }

    private Picture decode(byte[] bytes, String source, ImageReader reader, String format) throws IOException {
        GifCanvas canvas = GifCanvas.of(reader, format);
        limits.checkSize(source, canvas.width(), canvas.height());
        limits.checkSize(source, reader.getWidth(0), reader.getHeight(0));
        limits.checkMemory(source, memoryFor(reader, canvas));
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((from, warning) -> warnings.add(warning));
        BufferedImage image = reader.read(0);
        refuseCutOff(source, warnings);
        RgbImage pixels = RgbConversion.upright(canvas.place(image), ExifOrientation.of(bytes), source);
        return new Picture(pixels, RgbImage.sha256(bytes), source, format);
    }

    /** Some decoders fill what is missing with grey and only warn; a model would describe the grey. */
    private static void refuseCutOff(String source, List<String> warnings) {
        for (String warning : warnings) {
            String lower = warning.toLowerCase(Locale.ROOT);
            if (lower.contains("premature") || lower.contains("truncat") || lower.contains("end of")) {
                throw new MediaException(source, Refusal.CUT_OFF_SAYS, warning);
            }
        }
    }

    /** The decoder's own picture, and the RGB bytes made of it. */
    private static long memoryFor(ImageReader reader, GifCanvas canvas) throws IOException {
        Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
        long bitsPerPixel = 32;
        if (types.hasNext()) {
            ImageTypeSpecifier type = types.next();
            bitsPerPixel = Math.max(8, type.getColorModel().getPixelSize());
        }
        long pixels = (long) canvas.width() * canvas.height();
        return pixels * bitsPerPixel / 8 + pixels * 3;
    }
}
