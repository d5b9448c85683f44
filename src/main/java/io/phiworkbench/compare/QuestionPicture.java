package io.phiworkbench.compare;

import io.phiworkbench.analysis.AnalysisException;
import io.phiworkbench.analysis.AnalysisFault;
import io.phiworkbench.failure.FileFault;
import io.phiworkbench.inference.ImageInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** A picture of a question. */
public sealed interface QuestionPicture {

    /** A file, with each model's own number of crops. */
    static QuestionPicture of(Path file) {
        return new Stored(file, OptionalInt.empty());
    }

    /** What people call it. */
    String name();

    /** Where it comes from, as a table says it: the path of a file, else the name. */
    String source();

    /** @throws AnalysisException if it cannot be read */
    ImageInput read();

    /**
     * A file, read anew for every run.
     *
     * @param crops the most that it is cut into, absent for each model's own default
     */
    record Stored(Path file, OptionalInt crops) implements QuestionPicture {

        @Override
        public String name() {
            return file.getFileName().toString();
        }

        @Override
        public String source() {
            return file.toString();
        }

        @Override
        public ImageInput read() {
            try {
                ImageInput read = ImageInput.of(name(), Files.readAllBytes(file));
                return crops.isPresent() ? read.withNumCrops(crops.getAsInt()) : read;
            } catch (IOException e) {
                throw new AnalysisException(e, AnalysisFault.UNREADABLE, file, FileFault.of(e));
            }
        }
    }

    /** One that was drawn, such as a page or a frame, and stays in memory. */
    record Held(ImageInput read) implements QuestionPicture {

        @Override
        public String name() {
            return read.name();
        }

        @Override
        public String source() {
            return read.name();
        }
    }
}
