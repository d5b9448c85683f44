package io.phiworkbench.models.hub;

import java.io.IOException;

/** A server sends the whole file whatever part of it is asked for. */
final class RangesIgnored extends IOException {
    private static final long serialVersionUID = 1L;

    RangesIgnored() {
        super("the server sends whole files only");
    }
}
