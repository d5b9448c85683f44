package io.phiworkbench.models.hub;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A model repository of the Hub, such as {@code microsoft/Phi-3.5-mini-instruct}.
 *
 * @param owner user or organisation
 * @param name within the owner's
 */
public record RepoId(String owner, String name) {
    private static final Pattern PART = Pattern.compile("\\w[\\w.-]{0,95}");
    private static final String FOLDER = "models--";
    private static final String SEPARATOR = "--";

    public RepoId {
        if (!isPart(owner) || !isPart(name)) {
            throw new HubException(HubFault.NO_REPO_NAME, owner + "/" + name);
        }
    }

    /** @throws HubException if the text is not {@code owner/name} */
    public static RepoId of(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? new RepoId("", text) : new RepoId(text.substring(0, slash), text.substring(slash + 1));
    }

    /** The rules of the Hub; they also keep {@code ..} and separators out of paths. */
    private static boolean isPart(String part) {
        return PART.matcher(part).matches()
                && !part.contains(SEPARATOR)
                && !part.contains("..")
                && !part.endsWith(".git")
                && !part.endsWith(".")
                && !part.endsWith("-");
    }

    /** The repository's folder in the cache. */
    String folder() {
        return FOLDER + owner + SEPARATOR + name;
    }

    /** The repository that a folder of the cache belongs to; empty for folders of other kinds. */
    static Optional<RepoId> ofFolder(String folder) {
        if (!folder.startsWith(FOLDER)) {
            return Optional.empty();
        }
        String[] parts = folder.substring(FOLDER.length()).split(SEPARATOR, -1);
        return parts.length == 2 && isPart(parts[0]) && isPart(parts[1])
                ? Optional.of(new RepoId(parts[0], parts[1]))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return owner + "/" + name;
    }
}
