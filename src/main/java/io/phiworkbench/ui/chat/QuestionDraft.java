package io.phiworkbench.ui.chat;

import io.phiworkbench.chat.Picture;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.tray.TrayViewModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The question being written, with its pictures. Each chat keeps its words while another is shown. */
final class QuestionDraft {
    private final StringProperty text = new SimpleStringProperty("");
    private final TrayViewModel tray;
    private final Map<Long, String> kept = new HashMap<>();
    private Optional<Long> chat = Optional.empty();

    QuestionDraft(FxThread threads) {
        tray = new TrayViewModel(threads);
    }

    StringProperty textProperty() {
        return text;
    }

    TrayViewModel tray() {
        return tray;
    }

    List<Picture> pictures() {
        return tray.pictures();
    }

    /** Keeps the words for the chat they were written in and shows those of this one. */
    void belongTo(long chatId) {
        chat.ifPresent(before -> kept.put(before, text.get()));
        chat = Optional.of(chatId);
        text.set(kept.getOrDefault(chatId, ""));
    }

    /** Whether there is something to ask and all pictures are read. */
    boolean isReady() {
        return !text.get().isBlank() && tray.readyProperty().get();
    }

    /** It was asked: the next one is empty. */
    void sent() {
        text.set("");
        tray.sent();
    }
}
