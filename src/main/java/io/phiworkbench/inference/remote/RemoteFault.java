package io.phiworkbench.inference.remote;

import io.phiworkbench.failure.Wording;

/** What goes wrong with endpoints; the comments say what the words have places for. */
enum RemoteFault implements Wording {
    /** The host, the status, and what the server says. */
    ANSWERS,
    /** The host and the status. */
    ANSWERS_SILENTLY,
    /** What went wrong, as in the four that follow. */
    CHECK_KEY,
    CHECK_RIGHT,
    CHECK_ADDRESS,
    SEND_LESS,
    ASKED_TOO_OFTEN,
    /** The host. */
    NOT_COMPATIBLE,
    /** The host and the client's words, as in the one that follows. */
    CLIENT_FAILS,
    NOT_ASKED,
    /** The host. */
    NO_HOST,
    /** The host and the system's words, as in the three that follow. */
    UNREACHABLE,
    NO_ANSWER,
    INSECURE,
    BROKEN_CONNECTION,
    /** The host and the program's words. */
    UNREADABLE_ANSWER,
    /** The host, and how the server calls the end. */
    GIVES_NOTHING,
    NOT_TAKEN,
    /** The endpoint. */
    TEXT_ONLY,
    PICTURES_OUTSIDE_CHAT,
    NO_TABLES,
    /** The preset. */
    NO_SUCH_FORM,
    /** The tag, and the number of pictures. */
    TAG_WITHOUT_PICTURE,
    /** The host and the status. */
    LISTS_NOTHING,
    /** The host and the system's words. */
    LIST_UNREADABLE,
    /** The host. */
    INTERRUPTED,
    /** The name. */
    NO_NAME,
    /** The endpoint. */
    NO_MODEL,
    /** The endpoint. */
    NO_CONTEXT,
    /** The host. */
    PASSWORD_IN_ADDRESS,
    /** The address. */
    RESOURCE_IN_ADDRESS,
    /** The address and the parser's words. */
    BROKEN_ADDRESS,
    /** The address. */
    NO_ADDRESS,
    /** What is written. */
    NO_PRESET,
    /** The file and the system's words, as in the two that follow. */
    LIST_FILE_UNREADABLE,
    LIST_FILE_BROKEN,
    LIST_FILE_UNWRITTEN,
    /** The file and the system's words, as in the one that follows. */
    KEYS_UNREADABLE,
    KEYS_UNWRITTEN;

    @Override
    public String family() {
        return "remote";
    }
}
