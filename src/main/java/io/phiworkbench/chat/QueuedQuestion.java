package io.phiworkbench.chat;

import java.util.List;

/** A question that was sent while an answer was running and waits for its end. Not stored. */
public record QueuedQuestion(long id, String text, List<Picture> pictures) {

    public QueuedQuestion {
        pictures = List.copyOf(pictures);
    }
}
