package io.phiworkbench.cuda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the library with CUDA lies on this machine. It appears there whole, with a list of its files, or not at all.
 *
 * @param root need not exist yet
 * @param platform as DJL calls it
 */
public record CudaFolder(Path root, String platform) {
    /** Lists the other files: their sizes, a space and their names. */
    private static final String LIST = "files.txt";

    /**
     * {@code PHI_CUDA_DIR} where it is set; else in {@code PHI_HOME} where that is set; else where the system has what
     * can be fetched again. Empty where there is no such library.
     */
    public static Optional<CudaFolder> ofUser() {
        return CudaBuild.here()
                .map(build -> new CudaFolder(
                        locate(
                                System.getenv(),
                                System.getProperty("os.name"),
                                Path.of(System.getProperty("user.home"))),
                        build.platform()));
    }

    static Path locate(Map<String, String> environment, String system, Path home) {
        Optional<Path> own = path(environment, "PHI_CUDA_DIR")
                .or(() -> path(environment, "PHI_HOME").map(p -> p.resolve("cuda")));
        if (own.isPresent()) {
            return own.get().toAbsolutePath();
        }
        return system.toLowerCase(Locale.ROOT).startsWith("windows")
                ? path(environment, "LOCALAPPDATA")
                        .orElse(home.resolve("AppData").resolve("Local"))
                        .resolve("Phi Workbench")
                        .resolve("cuda")
                : path(environment, "XDG_CACHE_HOME")
                        .filter(Path::isAbsolute)
                        .orElse(home.resolve(".cache"))
                        .resolve("phi-workbench")
                        .resolve("cuda");
    }

    private static Optional<Path> path(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(v -> !v.isBlank())
                .map(Path::of);
    }

    /** The folder of the libraries. */
    public Path library() {
        return root.resolve(CudaBuild.VERSION + "-" + CudaBuild.FLAVOR + "-" + platform);
    }

    /** Where they are put together. */
    public Path unfinished() {
        return root.resolve("unfinished");
    }

    /** Held by whoever works on this folder. */
    public Path lock() {
        return root.resolve("lock");
    }

    /** What came of trying the library. */
    public Path trial() {
        return root.resolve("trial.properties");
    }

    /** Whether all of the library is there. */
    public boolean isInstalled() {
        try {
            List<String> lines = Files.exists(library().resolve(LIST))
                    ? Files.readAllLines(library().resolve(LIST))
                    : List.of();
            for (String line : lines) {
                String[] words = line.split(" ", 2);
                Path file = library().resolve(words[1]);
                if (!Files.isRegularFile(file) || Files.size(file) != Long.parseLong(words[0])) {
                    return false;
                }
            }
            return !lines.isEmpty();
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return false;
        }
    }

    /** Changes with each installation. */
    public long installedAt() {
        return library().resolve(LIST).toFile().lastModified();
    }

    /** Makes a folder of libraries the installed ones, in one step. */
    public void install(Path complete) throws IOException {
        StringBuilder list = new StringBuilder();
        for (Path file : files(complete)) {
            list.append(Files.size(file)).append(' ').append(file.getFileName()).append('\n');
        }
        Files.writeString(complete.resolve(LIST), list);
        deleteTree(library());
        Files.move(complete, library());
        Files.deleteIfExists(trial());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** Bytes of everything in this folder. */
    public long bytes() {
        if (!Files.isDirectory(root)) {
            return 0;
        }
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .mapToLong(f -> f.toFile().length())
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Deletes a folder with what is in it, if it is there. */
    public static void deleteTree(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
