package io.phiworkbench.vision;

/**
 * A picture, PDF or video that cannot be used. The message is one line fit to be shown: it names the item, the cause
 * and, where there is one, the way out.
 */
public final class MediaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String source;

    public MediaException(String source, String cause) {
        super(source + ": " + cause);
        this.source = source;
    }

    public MediaException(String source, String cause, Throwable reason) {
        super(source + ": " + cause, reason);
        this.source = source;
    }

    /** The file or item the message is about, as the user named it. */
    public String source() {
        return source;
    }
}
