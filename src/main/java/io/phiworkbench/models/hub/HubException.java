package io.phiworkbench.models.hub;

import io.phiworkbench.failure.Explained;
import io.phiworkbench.failure.Failure;
import java.util.Arrays;

/** A model, or whatever else is downloaded, cannot be fetched, checked or deleted; one line: what, why, and what to do. */
public final class HubException extends RuntimeException implements Explained {
    private static final long serialVersionUID = 1L;

    private final Fault fault;
    private final transient Failure failure;

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

    /** @param values what the words have places for */
    public HubException(HubFault fault, Object... values) {
        this(null, fault, values);
    }

    /** @param values what the words have places for */
    public HubException(Throwable cause, HubFault fault, Object... values) {
        this(cause, fault.kind(), Failure.of(fault, cleaned(values)));
    }

    private HubException(Throwable cause, Fault fault, Failure failure) {
        super(failure.english(), cause);
        this.fault = fault;
        this.failure = failure;
    }

    /** What servers say may hold line breaks. */
    private static Object[] cleaned(Object... values) {
        return Arrays.stream(values)
                .map(value -> value instanceof Number || value instanceof Failure
                        ? value
                        : String.valueOf(value).replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " "))
                .toArray();
    }

    @Override
    public Failure failure() {
        return failure;
    }

    public Fault fault() {
        return fault;
    }
}
