package io.phiworkbench.ui.chat;

import io.phiworkbench.chat.Attachment;
import io.phiworkbench.inference.GeneratedToken;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.image.Image;

/** What a message's view can ask for. */
interface MessageActions {
    void copy(MessageViewModel message);

    void copyMarkdown(MessageViewModel message);

    void regenerate(MessageViewModel answer);

    void repeat(MessageViewModel answer);

    /** Shows what changed since another version. */
    void compare(MessageViewModel answer, long otherId);

    void continueAnswer(MessageViewModel answer);

    void answerQuestion(MessageViewModel question);

    void finishEdit(MessageViewModel message);

    void delete(MessageViewModel message);

    void select(long messageId);

    void openLink(String address);

    void tokens(MessageViewModel answer, Consumer<List<GeneratedToken>> receiver);

    /** The number that the first picture of this message has in the conversation. */
    int firstPictureNumber(MessageViewModel message);

    /** Hands over a small version of a stored picture, on the FX thread; or why there is none. */
    void thumbnail(Attachment attachment, Consumer<Image> receiver, Consumer<String> missing);

    /** Shows a stored picture large. */
    void open(Attachment attachment);
}
