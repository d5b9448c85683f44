package io.phiworkbench.cli;

import io.phiworkbench.inference.ImageInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads the files that come with a question. */
final class Attachments {
    /** No picture format of use comes near; keeps a mistyped disk image out of the heap. */
    private static final long MOST_BYTES = 512L << 20;

    private Attachments() {}

    /** @throws BadInputException for the first file that cannot be read */
    static List<ImageInput> images(List<Path> files) {
        return files.stream().map(Attachments::image).toList();
    }

    private static ImageInput image(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new BadInputException(file + " is a folder; give a picture file");
            }
            long size = Files.size(file);
            if (size > MOST_BYTES) {
                throw new BadInputException(file + " has " + Figures.bytes(size) + "; pictures may have up to "
                        + Figures.bytes(MOST_BYTES));
            }
            return ImageInput.of(file.getFileName().toString(), Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new BadInputException(file + " does not exist", e);
        } catch (IOException e) {
            throw new BadInputException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
