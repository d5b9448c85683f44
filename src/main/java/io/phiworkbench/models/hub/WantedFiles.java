package io.phiworkbench.models.hub;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which files of a repository this program needs, and in which order they become visible. */
final class WantedFiles {
    private static final Set<String> SUFFIXES = Set.of(".safetensors", ".json", ".jinja", ".tiktoken");
    /** Read by people, not by the program. */
    private static final Set<String> PAPERS = Set.of("license", "license.txt", "license.md", "readme.md", "notice.md");

    static final String CONFIG = "config.json";

    private WantedFiles() {}

    /**
     * Weights as safetensors, settings, tokenizer, chat template, licence and model card; no weights in other formats,
     * no code, nothing in folders. The config is last: with it a snapshot begins to look like a model.
     */
    static List<RepoFile> of(List<RepoFile> files) {
        return files.stream()
                .filter(WantedFiles::isWanted)
                .sorted(Comparator.comparing((RepoFile f) -> f.path().equals(CONFIG))
                        .thenComparing(f -> !f.isWeights())
                        .thenComparing(RepoFile::path))
                .toList();
    }

    /** Without what only people read: a snapshot that lacks those is a model all the same. */
    static List<RepoFile> essential(List<RepoFile> files) {
        return of(files).stream().filter(f -> !isPaper(f.path())).toList();
    }

    private static boolean isWanted(RepoFile file) {
        String path = file.path();
        return !path.contains("/")
                && !path.contains("\\")
                && !path.startsWith(".")
                && (isPaper(path) || SUFFIXES.stream().anyMatch(path::endsWith));
    }

    private static boolean isPaper(String path) {
        return PAPERS.contains(path.toLowerCase(Locale.ROOT));
    }
}
