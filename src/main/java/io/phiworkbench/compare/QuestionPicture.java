package io.phiworkbench.compare;

import io.phiworkbench.analysis.AnalysisException;
import io.phiworkbench.inference.ImageInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * A picture of a question.
 *
 * @param crops the most that it is cut into, absent for each model's own default
 */
public record QuestionPicture(Path file, OptionalInt crops) {

    /** With each model's own number of crops. */
    public static QuestionPicture of(Path file) {
        return new QuestionPicture(file, OptionalInt.empty());
    }

    /** @throws AnalysisException if it cannot be read */
    ImageInput read() {
        try {
            ImageInput read = ImageInput.of(file.getFileName().toString(), Files.readAllBytes(file));
            return crops.isPresent() ? read.withNumCrops(crops.getAsInt()) : read;
        } catch (IOException e) {
            throw new AnalysisException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
