package io.phiworkbench.analysis;

import io.phiworkbench.failure.Explained;
import io.phiworkbench.failure.Failure;

/** Something that cannot be read, written or understood. */
public final class AnalysisException extends RuntimeException implements Explained {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public AnalysisException(AnalysisFault fault, Object... values) {
        this(null, fault, values);
    }

    public AnalysisException(Throwable cause, AnalysisFault fault, Object... values) {
        this(cause, Failure.of(fault, values));
    }

    private AnalysisException(Throwable cause, Failure failure) {
        super(failure.english(), cause);
        this.failure = failure;
    }

    @Override
    public Failure failure() {
        return failure;
    }
}
