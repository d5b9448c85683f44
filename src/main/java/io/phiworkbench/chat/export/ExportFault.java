package io.phiworkbench.chat.export;

import io.phiworkbench.failure.Wording;

/** What goes wrong with files of chats; the comments say what the words have places for. */
enum ExportFault implements Wording {
    /** The file, and why. */
    UNWRITTEN,
    NO_FOLDER,
    /** The file, and why. */
    UNREAD,
    /** The file. */
    TOO_LARGE_FOR_MEMORY,
    TOO_LARGE;

    @Override
    public String family() {
        return "export";
    }
}
