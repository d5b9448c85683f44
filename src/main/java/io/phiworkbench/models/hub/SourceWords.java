package io.phiworkbench.models.hub;

import io.phiworkbench.models.hub.HubException.Fault;
import java.io.IOException;
import java.nio.file.Path;

/**
 * How messages speak of the place that files come from, and of that they go to.
 *
 * @param host its name
 * @param later what to know about trying again later; empty or with a space before it
 * @param setting which setting names another place, to be checked where nothing sensible answers
 * @param elsewhere how to put the files on another disk
 */
public record SourceWords(String host, String later, String setting, String elsewhere) {
    private static final String HUB_ELSEWHERE = "set HF_HOME to a folder on another";

    static SourceWords of(HubSettings settings) {
        return new SourceWords(
                settings.endpoint().getHost(),
                settings.token().isEmpty() ? " (limits are higher with a token in HF_TOKEN)" : "",
                "HF_ENDPOINT",
                HUB_ELSEWHERE);
    }

    /** A file of the Hub's cache cannot be written or deleted. */
    static HubException hubDisk(Path file, IOException e) {
        return new SourceWords("", "", "", HUB_ELSEWHERE).cannotWrite(file, e);
    }

    public HubException cannotWrite(Path file, IOException e) {
        return new HubException(
                Fault.DISK,
                "Cannot write " + file + " (" + e.getMessage() + "): free space on this disk, or " + elsewhere
                        + ", then try again; what came so far is kept.",
                e);
    }
}
