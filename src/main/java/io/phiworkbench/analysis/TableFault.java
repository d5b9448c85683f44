package io.phiworkbench.analysis;

/** An answer that is no table, and why. */
public final class TableFault extends Exception {
    private static final long serialVersionUID = 1L;

    TableFault(String why) {
        super(why);
    }
}
