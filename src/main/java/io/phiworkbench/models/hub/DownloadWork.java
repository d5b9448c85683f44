package io.phiworkbench.models.hub;

import java.io.IOException;
import java.nio.file.Path;

/** What a {@link Download} does. */
public interface DownloadWork {
    /**
     * One attempt, which goes on where an earlier one was. Interrupting its thread stops it.
     *
     * @return where the result lies
     * @throws HubException if it cannot be done
     */
    Path run(Transfer transfer) throws InterruptedException;

    /** Deletes what unfinished attempts left. */
    void discard() throws IOException;
}
