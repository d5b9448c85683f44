package io.phiworkbench.server;

import io.phiworkbench.failure.Wording;

/** Why a server cannot start; the comments say what the words have places for. */
enum ServerFault implements Wording {
    /** The host. */
    NO_SUCH_ADDRESS,
    /** The host, the port, and the system's words. */
    CANNOT_LISTEN,
    IN_USE,
    NOT_ALLOWED,
    NOT_OF_THIS_MACHINE;

    @Override
    public String family() {
        return "server";
    }
}
