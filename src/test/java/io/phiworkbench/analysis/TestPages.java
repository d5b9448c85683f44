package io.phiworkbench.analysis;

import io.phiworkbench.vision.BlankPdf;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** Files to read. */
final class TestPages {
    private TestPages() {}

    static Path picture(Path folder, String name) {
        try {
            Path file = folder.resolve(name);
            ImageIO.write(new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path broken(Path folder, String name) {
        try {
            return Files.writeString(folder.resolve(name), "this is no picture");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path pdf(Path folder, String name, int pages) {
        return BlankPdf.write(folder.resolve(name), pages, PDRectangle.LETTER);
    }
}
