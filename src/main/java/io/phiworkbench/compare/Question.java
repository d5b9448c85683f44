package io.phiworkbench.compare;

import io.phiworkbench.analysis.AnalysisException;
import io.phiworkbench.inference.ChatMessage;
import java.util.List;
import java.util.Optional;

/**
 * What every model is asked.
 *
 * @param line where it stands in its prompt set; 0 for a single question
 * @param images pictures; those of a set are files, since all of them would not fit into memory
 * @param expected the right answer, where there is one
 */
public record Question(int line, String prompt, List<QuestionPicture> images, Optional<String> expected) {
    public Question {
        images = List.copyOf(images);
    }

    /** A single question without a right answer. */
    public static Question of(String prompt, List<QuestionPicture> images) {
        return new Question(0, prompt, images, Optional.empty());
    }

    /** @throws AnalysisException for a picture that cannot be read */
    List<ChatMessage> messages() {
        return List.of(new ChatMessage(
                ChatMessage.Role.USER,
                prompt,
                images.stream().map(QuestionPicture::read).toList()));
    }
}
