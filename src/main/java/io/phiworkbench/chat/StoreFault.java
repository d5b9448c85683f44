package io.phiworkbench.chat;

import io.phiworkbench.failure.Wording;

/** What goes wrong with the store of chats; the comments say what the words have places for. */
public enum StoreFault implements Wording {
    /** The file. */
    PICTURE_CHANGED,
    /** The file. */
    PICTURE_MISSING,
    /** The file and the system's words. */
    PICTURE_UNREADABLE,
    /** What is written. */
    NO_HASH,
    DELETED,
    CLOSED,
    /** The folder and the system's words. */
    NOT_OPENED,
    /** Why the user's own store cannot be used. */
    NOT_KEPT,
    /** The system's words. */
    KEPT_NOWHERE,
    /** The file, and why. */
    OPEN_ELSEWHERE,
    /** The file, why, and how the file is called now. */
    SET_ASIDE,
    /** Its format, and the one that is known. */
    NEWER,
    /** The database's words, as in the six that follow. */
    DAMAGED_FILE,
    DAMAGED,
    UNREADABLE,
    NOT_CLOSED,
    NOT_STORED,
    WRITTEN_LATER,
    LOST,
    OUT_OF_MEMORY,
    INTERRUPTED;

    @Override
    public String family() {
        return "store";
    }
}
