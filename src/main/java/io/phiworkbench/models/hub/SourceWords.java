package io.phiworkbench.models.hub;

import io.phiworkbench.failure.FileFault;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What messages name of the place that files come from, and of that they go to.
 *
 * @param host its name
 * @param limited whether it gives more to those with a token, and there is none
 * @param setting which setting names another place, to be checked where nothing sensible answers
 * @param elsewhere which setting names another folder, to put the files on another disk
 */
public record SourceWords(String host, boolean limited, String setting, String elsewhere) {
    private static final String HUB_ELSEWHERE = "HF_HOME";

    static SourceWords of(HubSettings settings) {
        return new SourceWords(settings.endpoint().getHost(), settings.token().isEmpty(), "HF_ENDPOINT", HUB_ELSEWHERE);
    }

    /** A file of the Hub's cache cannot be written or deleted. */
    static HubException hubDisk(Path file, IOException e) {
        return new SourceWords("", false, "", HUB_ELSEWHERE).cannotWrite(file, e);
    }

    public HubException cannotWrite(Path file, IOException e) {
        return new HubException(e, HubFault.UNWRITTEN, file, FileFault.of(e), elsewhere);
    }
}
