package io.phiworkbench.analysis;

import io.phiworkbench.failure.Explained;
import io.phiworkbench.failure.Failure;

/** An answer that is no table, and why. */
public final class TableFault extends Exception implements Explained {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    TableFault(AnalysisFault fault, Object... values) {
        this(Failure.of(fault, values));
    }

    private TableFault(Failure failure) {
        super(failure.english());
        this.failure = failure;
    }

    @Override
    public Failure failure() {
        return failure;
    }
}
