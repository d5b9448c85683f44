package io.phiworkbench.compare;

import io.phiworkbench.analysis.AnalysisException;
import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.ImageInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What every model is asked.
 *
 * @param line where it stands in its prompt set; 0 for a single question
 * @param images picture files, read anew for every run: those of a whole set would not fit into memory
 * @param expected the right answer, where there is one
 */
public record Question(int line, String prompt, List<Path> images, Optional<String> expected) {
    public Question {
        images = List.copyOf(images);
    }

    /** A single question without a right answer. */
    public static Question of(String prompt, List<Path> images) {
        return new Question(0, prompt, images, Optional.empty());
    }

    /** @throws AnalysisException for a picture that cannot be read */
    List<ChatMessage> messages() {
        List<ImageInput> pictures = new ArrayList<>();
        for (Path image : images) {
            try {
                pictures.add(ImageInput.of(image.getFileName().toString(), Files.readAllBytes(image)));
            } catch (IOException e) {
                throw new AnalysisException(image + " cannot be read: " + e.getMessage(), e);
            }
        }
        return List.of(new ChatMessage(ChatMessage.Role.USER, prompt, pictures));
    }
}
