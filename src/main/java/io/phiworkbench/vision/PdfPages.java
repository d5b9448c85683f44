package io.phiworkbench.vision;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/**
 * An open PDF whose pages become pictures. A page is drawn at the size the HD transform scales it to, so nothing is lost
 * by scaling it twice. Not for several threads at once.
 */
public final class PdfPages implements AutoCloseable {
    /** PDFBox logs what it repairs in untidy files; the pages are drawn all the same. */
    private static final List<Logger> NOISE =
            List.of(Logger.getLogger("org.apache.pdfbox"), Logger.getLogger("org.apache.fontbox"));

    static {
        Awt.prepare();
        FontList.prepare();
        NOISE.forEach(logger -> logger.setLevel(Level.SEVERE));
    }

    private final String source;
    private final PDDocument document;
    private final PictureLimits limits;

    private PdfPages(String source, PDDocument document, PictureLimits limits) {
        this.source = source;
        this.document = document;
        this.limits = limits;
    }

    /**
     * Opens a PDF; one that is encrypted opens only if it needs no password for reading.
     *
     * @throws MediaException where there is no such file, it is not a PDF, broken, without pages, or locked
     */
    public static PdfPages open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new MediaException(file.toString(), Refusal.NO_SUCH_FILE);
        }
        String source = file.getFileName().toString();
        if (file.toFile().length() == 0) {
            throw new MediaException(source, Refusal.PDF_EMPTY);
        }
        PDDocument document = load(file, source);
        try {
            PdfPages pages = new PdfPages(source, document, PictureLimits.STANDARD);
            if (pages.count() == 0) {
                throw new MediaException(source, Refusal.PDF_WITHOUT_PAGES);
            }
            return pages;
        } catch (RuntimeException e) {
            closeQuietly(document, e);
            throw e;
        }
    }

    private static PDDocument load(Path file, String source) {
        try {
            return Loader.loadPDF(file.toFile());
        } catch (InvalidPasswordException e) {
            throw new MediaException(source, e, Refusal.PDF_LOCKED);
        } catch (IOException | RuntimeException e) {
            throw new MediaException(source, e, Refusal.PDF_UNREADABLE, firstLine(e));
        } catch (OutOfMemoryError | StackOverflowError e) {
            throw new MediaException(source, e, Refusal.OUT_OF_MEMORY);
        }
    }

    /** Pages of the document. */
    public int count() {
        return document.getNumberOfPages();
    }

    /** The pages a person means by {@code 1-3,7}, {@code 5-} or nothing (all), in their order. */
    public List<Integer> range(String text) {
        return PageRange.parse(source, text, count());
    }

    /**
     * The size a page will be drawn at, to count its tokens before drawing it.
     *
     * @param page from 1
     * @param numCrops the crops it is drawn for
     */
    public PictureHeader header(int page, int numCrops, CropShape shape) {
        PDRectangle area = page(page).getCropBox();
        float scale = scale(page, numCrops, shape);
        boolean turned = page(page).getRotation() % 180 != 0;
        int width = pixels(turned ? area.getHeight() : area.getWidth(), scale);
        int height = pixels(turned ? area.getWidth() : area.getHeight(), scale);
        return new PictureHeader(width, height, "PDF");
    }

    /**
     * Draws a page on white.
     *
     * @param page from 1
     * @param numCrops the crops it is drawn for
     * @throws MediaException where the page cannot be drawn
     */
    public Picture render(int page, int numCrops, CropShape shape) {
        PictureHeader size = header(page, numCrops, shape);
        String name = source + " page " + page;
        limits.checkSize(name, size.width(), size.height());
        limits.checkMemory(name, 7L * size.width() * size.height());
        try {
            PDFRenderer renderer = new PDFRenderer(document);
            renderer.setSubsamplingAllowed(true);
            BufferedImage image = renderer.renderImage(page - 1, scale(page, numCrops, shape), ImageType.RGB);
            return Picture.of(RgbConversion.upright(image, Orientation.UPRIGHT, name), name, "PDF");
        } catch (IOException | RuntimeException e) {
            throw new MediaException(name, e, Refusal.PAGE_UNDRAWN, firstLine(e));
        } catch (OutOfMemoryError | StackOverflowError e) {
            throw new MediaException(name, e, Refusal.PAGE_OUT_OF_MEMORY);
        }
    }

    @Override
    public void close() {
        try {
            document.close();
        } catch (IOException e) {
            throw new MediaException(source, e, Refusal.UNCLOSED, firstLine(e));
        }
    }

    private PDPage page(int page) {
        if (page < 1 || page > count()) {
            throw new IndexOutOfBoundsException("page " + page + " of " + count());
        }
        return document.getPage(page - 1);
    }

    /** Pixels a point, so that the longer side gets as many pixels as its crops have. */
    private float scale(int page, int numCrops, CropShape shape) {
        PDRectangle area = page(page).getCropBox();
        int width = Math.max(1, Math.round(area.getWidth()));
        int height = Math.max(1, Math.round(area.getHeight()));
        HdPlan plan = HdPlan.of(source + " page " + page, width, height, numCrops, shape);
        return Math.max(plan.scaledWidth(), plan.scaledHeight()) / Math.max(area.getWidth(), area.getHeight());
    }

    /** The renderer's own rounding. */
    private static int pixels(float points, float scale) {
        return (int) Math.max(Math.floor(points * scale), 1);
    }

    private static void closeQuietly(PDDocument document, RuntimeException reason) {
        try {
            document.close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    private static String firstLine(Exception e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.lines().findFirst().orElse("");
    }
}
