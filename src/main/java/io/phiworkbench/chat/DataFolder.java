package io.phiworkbench.chat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where everything of the user lies: {@code PHI_HOME} where it is set, else the platform's folder for user data.
 *
 * @param root need not exist yet
 */
public record DataFolder(Path root) {
    private static final String NAME = "phi-workbench";

    /** The folder of the user that runs this process. */
    public static DataFolder ofUser() {
        return locate(System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
    }

    static DataFolder locate(Map<String, String> environment, String system, Path home) {
        Optional<Path> own = path(environment, "PHI_HOME");
        if (own.isPresent()) {
            return new DataFolder(own.get().toAbsolutePath());
        }
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return new DataFolder(path(environment, "APPDATA")
                    .orElse(home.resolve("AppData").resolve("Roaming"))
                    .resolve("Phi Workbench"));
        }
        if (name.startsWith("mac")) {
            return new DataFolder(
                    home.resolve("Library").resolve("Application Support").resolve("Phi Workbench"));
        }
        // The XDG specification says that relative paths in its variables are to be ignored.
        return new DataFolder(path(environment, "XDG_DATA_HOME")
                .filter(Path::isAbsolute)
                .orElse(home.resolve(".local").resolve("share"))
                .resolve(NAME));
    }

    private static Optional<Path> path(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(v -> !v.isBlank())
                .map(Path::of);
    }

    public Path database() {
        return root.resolve("chats.db");
    }

    /** Pictures by their hash. */
    public Path attachments() {
        return root.resolve("attachments");
    }

    /** Locks that tell which processes are alive. */
    public Path processes() {
        return root.resolve("processes");
    }

    /** What can be deleted at any time. */
    public Path cache() {
        return root.resolve("cache");
    }

    /** Weights that were quantised, for the next load. */
    public Path int8() {
        return cache().resolve("int8");
    }

    public Path settings() {
        return root.resolve("settings.properties");
    }

    /** Models that the program downloads or the user puts there. */
    public Path models() {
        return root.resolve("models");
    }
}
