package io.phiworkbench.analysis;

import io.phiworkbench.failure.FileFault;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.ModelDescription;
import io.phiworkbench.vision.CropShape;
import io.phiworkbench.vision.MediaException;
import io.phiworkbench.vision.PdfPages;
import io.phiworkbench.vision.Picture;
import io.phiworkbench.vision.PictureReader;
import io.phiworkbench.vision.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A picture file or one page of a PDF.
 *
 * @param page from 1; 0 for a picture
 */
public record SourcePage(Path file, int page) {
    private static final int USUAL_CROP = 336;
    private static final int USUAL_PATCH = 14;
    private static final List<String> PICTURES = List.of("png", "jpg", "jpeg", "bmp", "gif", "webp", "tif", "tiff");

    /**
     * The pages of a file.
     *
     * @throws MediaException if it is not there, or is a PDF that cannot be opened
     */
    public static List<SourcePage> of(Path file) {
        return of(file, "");
    }

    /**
     * The pages of a file.
     *
     * @param pages such as {@code 1-3,7}; empty for all; of no meaning for a picture
     * @throws MediaException if the file is not there, is a PDF that cannot be opened, or has no such pages
     */
    public static List<SourcePage> of(Path file, String pages) {
        if (!Files.isRegularFile(file)) {
            throw new MediaException(file.toString(), Refusal.NO_SUCH_FILE);
        }
        if (!isPdf(file)) {
            return List.of(new SourcePage(file, 0));
        }
        try (PdfPages pdf = PdfPages.open(file)) {
            return pdf.range(pages).stream()
                    .map(page -> new SourcePage(file, page))
                    .toList();
        }
    }

    /**
     * The files of a folder that can be tried, by name; folders in it are left out.
     *
     * @throws MediaException if it cannot be listed
     */
    public static List<Path> inFolder(Path folder) {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(Files::isRegularFile)
                    .filter(SourcePage::isReadable)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new MediaException(folder.toString(), e, Refusal.FOLDER_UNREADABLE, FileFault.of(e));
        }
    }

    /** Whether the file is one that {@link #of(Path)} would try to open, by its name. */
    public static boolean isReadable(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".pdf") || PICTURES.stream().anyMatch(end -> name.endsWith("." + end));
    }

    static boolean isPdf(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".pdf");
    }

    /** What a person calls it. */
    public String name() {
        return file.getFileName() + (page == 0 ? "" : " page " + page);
    }

    /**
     * The picture as it goes to a model; a PDF page is drawn as large as the model looks at it.
     *
     * @param numCrops the crops it is drawn for
     * @throws MediaException if it cannot be opened or drawn
     */
    public ImageInput read(ModelDescription model, int numCrops) {
        if (page == 0) {
            return picture();
        }
        var shape = new CropShape(
                model.cropSize() > 0 ? model.cropSize() : USUAL_CROP,
                model.patchSize() > 0 ? model.patchSize() : USUAL_PATCH);
        try (PdfPages pdf = PdfPages.open(file)) {
            Picture drawn = pdf.render(page, numCrops, shape);
            return ImageInput.of(name(), PictureParts.png(drawn.pixels().toBufferedImage()));
        }
    }

    private ImageInput picture() {
        new PictureReader().header(file);
        try {
            return ImageInput.of(name(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new MediaException(file.toString(), e, Refusal.UNREADABLE, FileFault.of(e));
        }
    }
}
