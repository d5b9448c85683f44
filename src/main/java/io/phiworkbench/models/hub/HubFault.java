package io.phiworkbench.models.hub;

import io.phiworkbench.failure.Wording;
import io.phiworkbench.models.hub.HubException.Fault;

/** What goes wrong with downloads; the comments say what the words have places for. */
public enum HubFault implements Wording {
    /** What is written. */
    NO_REPO_NAME(Fault.SETTINGS),
    /** What is written. */
    BAD_ENDPOINT(Fault.SETTINGS),
    /** The setting, what is written, and an example. */
    BAD_MIRROR(Fault.SETTINGS),
    /** The model. */
    OFFLINE(Fault.SETTINGS),
    /** The model and the Hub's address. */
    TOKEN_REFUSED(Fault.REFUSED),
    /** The model and its page. */
    PRIVATE(Fault.REFUSED),
    /** The model and the host, and in the one that follows what the Hub says. */
    FORBIDDEN(Fault.REFUSED),
    FORBIDDEN_SAYING(Fault.REFUSED),
    /** The model and the Hub's address, as in the one that follows. */
    GATED_FOR_TOKEN(Fault.REFUSED),
    GATED(Fault.REFUSED),
    /** The model and the file. */
    NO_FILE(Fault.NOT_FOUND),
    /** The model, the revision, and the Hub's address. */
    NO_REVISION(Fault.NOT_FOUND),
    /** The model and the host. */
    NO_REPO(Fault.NOT_FOUND),
    /** The host, the file, the status and the setting. */
    NO_FILE_THERE(Fault.NOT_FOUND),
    /** The model and the cache. */
    NOT_IN_CACHE(Fault.NOT_FOUND),
    /** The model, and why. */
    UNKNOWN_MODEL(Fault.UNUSABLE),
    /** The model, as in the one that follows. */
    NO_WEIGHTS(Fault.UNUSABLE),
    NO_CONFIG(Fault.UNUSABLE),
    /** The file, the model and the host. */
    SHORTER(Fault.DAMAGED),
    /** The file, the model, its bytes and those that come. */
    OTHER_LENGTH(Fault.DAMAGED),
    /** The file, the model, the algorithm, and the hashes that comes and should come. */
    OTHER_CONTENT(Fault.DAMAGED),
    /** The file, its bytes, the host, the bytes that come, and the setting. */
    OTHER_FILE_LENGTH(Fault.DAMAGED),
    /** The file, the host, the hashes that comes and should come, and the setting. */
    OTHER_FILE_CONTENT(Fault.DAMAGED),
    /** The file, the host, what is wrong, and the setting. */
    NO_CUDA_IN_ARCHIVE(Fault.DAMAGED),
    NO_CUDA_LIBRARY(Fault.DAMAGED),
    /** The host, the status, what was asked for, and the model. */
    STRANGE_STATUS(Fault.WRONG_ANSWER),
    /** The host, the status, the file and the setting. */
    STRANGE_FILE_STATUS(Fault.WRONG_ANSWER),
    /** The host, what was asked for, the model and the Hub's address. */
    WEB_PAGE(Fault.WRONG_ANSWER),
    /** The host and the file. */
    WEB_PAGE_FOR_FILE(Fault.WRONG_ANSWER),
    /** The host and the revision. */
    NOT_THE_HUB(Fault.WRONG_ANSWER),
    /** The host, the file and the setting. */
    NO_LENGTH(Fault.WRONG_ANSWER),
    /** The host, the address and the setting. */
    CIRCLE(Fault.WRONG_ANSWER),
    /** The host, where it sends, and the setting. */
    BAD_REDIRECT(Fault.WRONG_ANSWER),
    /** What was fetched, and what happened, as in the one that follows. */
    TRY_LATER(Fault.UNREACHABLE),
    TRY_LATER_WITHOUT_TOKEN(Fault.UNREACHABLE),
    /** What was fetched, what happened, and the setting. */
    CHECK_NETWORK(Fault.UNREACHABLE),
    /** What happened, and the seconds. */
    ASKED_TO_WAIT(Fault.UNREACHABLE),
    /** The host and the status, as in the three that follow. */
    ANSWERS(Fault.UNREACHABLE),
    TOO_MANY_REQUESTS(Fault.UNREACHABLE),
    NOT_AVAILABLE(Fault.UNREACHABLE),
    GATEWAY(Fault.UNREACHABLE),
    /** The host and the status. */
    LINK_EXPIRED(Fault.UNREACHABLE),
    /** The host and the file. */
    OTHER_PART(Fault.UNREACHABLE),
    /** The host. */
    NAME_UNKNOWN(Fault.UNREACHABLE),
    /** The host and the library's words. */
    INSECURE(Fault.UNREACHABLE),
    /** The host. */
    UNREACHABLE(Fault.UNREACHABLE),
    /** The system's words. */
    CUT(Fault.UNREACHABLE),
    /** The host and the seconds. */
    TOO_SLOW(Fault.UNREACHABLE),
    /** Bytes that came, bytes of the file, and its name. */
    CUT_AFTER(Fault.UNREACHABLE),
    /** The model. */
    LIST_OF_FILES(Fault.UNREACHABLE),
    THE_LIST_OF_FILES(Fault.UNREACHABLE),
    /** The file. */
    LENGTH_OF(Fault.UNREACHABLE),
    /** The file, the system's words, and the setting of another folder. */
    UNWRITTEN(Fault.DISK),
    /** What needs room, how much, the folder, the room that is free, the room to make, and the setting of another folder. */
    NO_ROOM(Fault.DISK),
    /** A number. */
    GIGABYTES(Fault.DISK),
    /** A number. */
    MEGABYTES(Fault.DISK),
    /** The folder and the system's words, as in the one that follows. */
    MODEL_UNDELETED(Fault.DISK),
    CUDA_UNDELETED(Fault.DISK),
    /** The name and the system's words. */
    LEFTOVERS_UNDELETED(Fault.DISK),
    /** The folder and the system's words. */
    UNREADABLE(Fault.DISK),
    /** What is worked on. */
    BUSY(Fault.BUSY),
    /** The model. */
    BEING_DOWNLOADED(Fault.BUSY),
    /** How messages call it. */
    CUDA_SUPPORT(Fault.BUSY);

    private final Fault kind;

    HubFault(Fault kind) {
        this.kind = kind;
    }

    Fault kind() {
        return kind;
    }

    @Override
    public String family() {
        return "hub";
    }
}
