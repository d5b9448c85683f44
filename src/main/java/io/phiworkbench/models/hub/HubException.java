package io.phiworkbench.models.hub;

/** A model, or whatever else is downloaded, cannot be fetched, checked or deleted. The message is one line: what, why, and what to do. */
public final class HubException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    /** What kind of thing went wrong. */
    public enum Fault {
        /** No such repository, revision or file. */
        NOT_FOUND,
        /** The Hub wants a token, or does not accept the one it got. */
        REFUSED,
        /** Nobody answers, or only errors come. */
        UNREACHABLE,
        /** What answers is not the Hub, or not in a way that can be followed. */
        WRONG_ANSWER,
        /** What came, or what lies on the disk, is not what the Hub announces. */
        DAMAGED,
        /** The disk is full or cannot be written. */
        DISK,
        /** It is there, but nothing that this program runs. */
        UNUSABLE,
        /** Another process works on it. */
        BUSY,
        /** The settings make no sense or forbid it. */
        SETTINGS
    }

    HubException(Fault fault, String message) {
        this(fault, message, null);
    }

    HubException(Fault fault, String message, Throwable cause) {
        super(message.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " "), cause);
        this.fault = fault;
    }

    /** The disk is full or cannot be written. */
    public static HubException disk(String message, Throwable cause) {
        return new HubException(Fault.DISK, message, cause);
    }

    /** What came is not what it should be. */
    public static HubException damaged(String message, Throwable cause) {
        return new HubException(Fault.DAMAGED, message, cause);
    }

    /** A setting makes no sense. */
    public static HubException setting(String message, Throwable cause) {
        return new HubException(Fault.SETTINGS, message, cause);
    }

    public Fault fault() {
        return fault;
    }
}
