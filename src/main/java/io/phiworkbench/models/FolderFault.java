package io.phiworkbench.models;

import io.phiworkbench.failure.Wording;

/** What goes wrong with the list of model folders: the file and the system's words. */
enum FolderFault implements Wording {
    UNREADABLE,
    UNWRITTEN;

    @Override
    public String family() {
        return "folders";
    }
}
