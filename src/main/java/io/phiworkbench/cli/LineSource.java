package io.phiworkbench.cli;

import java.util.Optional;

/** Where an interactive chat's lines come from. */
interface LineSource extends AutoCloseable {

    /** The next line, without its end; empty when the user leaves. */
    Optional<String> read(String prompt);

    @Override
    void close();
}
