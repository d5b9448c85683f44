package io.phiworkbench.vision;

import io.phiworkbench.failure.Explained;
import io.phiworkbench.failure.Failure;

/** A picture, PDF or video that cannot be used. */
public final class MediaException extends RuntimeException implements Explained {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    /**
     * @param source the file or item, as the user named it
     * @param values what the refusal's words have places for
     */
    public MediaException(String source, Refusal refusal, Object... values) {
        this(null, Failure.about(source, refusal, values));
    }

    /**
     * @param source the file or item, as the user named it
     * @param values what the refusal's words have places for
     */
    public MediaException(String source, Throwable cause, Refusal refusal, Object... values) {
        this(cause, Failure.about(source, refusal, values));
    }

    private MediaException(Throwable cause, Failure failure) {
        super(failure.english(), cause);
        this.failure = failure;
    }

    @Override
    public Failure failure() {
        return failure;
    }
}
