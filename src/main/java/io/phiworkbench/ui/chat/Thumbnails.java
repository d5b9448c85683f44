package io.phiworkbench.ui.chat;

import io.phiworkbench.chat.Attachment;
import io.phiworkbench.chat.Chats;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.ui.tray.Pictures;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.image.Image;

/** Small versions of stored pictures; those used last are kept. FX thread only. */
public final class Thumbnails {
    private static final int SIZE = 320;
    private static final int KEPT = 200;

    private final Chats chats;
    private final FxThread threads;
    private final Map<String, Image> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Image> eldest) {
            return size() > KEPT;
        }
    };

    public Thumbnails(Chats chats, FxThread threads) {
        this.chats = chats;
        this.threads = threads;
    }

    /** Hands over the small picture, or one line that says why there is none. */
    public void load(Attachment attachment, Consumer<Image> receiver, Consumer<String> missing) {
        Image known = kept.get(attachment.sha256());
        if (known != null) {
            receiver.accept(known);
            return;
        }
        threads.follow(
                chats.picture(attachment).thenApply(image -> Pictures.show(image, SIZE)),
                image -> {
                    kept.put(attachment.sha256(), image);
                    receiver.accept(image);
                },
                problem -> missing.accept(Failures.text(problem)));
    }
}
