package io.phiworkbench.models;

import io.phiworkbench.models.hub.HubSettings;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where models are looked for.
 *
 * @param bundled folders that may hold the models that come with the program
 * @param library the user's folder of models
 * @param addedList the file in which the folders stand that the user added
 * @param hubCache the cache of Hugging Face's tools
 */
public record LibraryPlaces(List<Path> bundled, Path library, Path addedList, Path hubCache) {
    private static final String MODELS = "assets/models";
    private static final int LEVELS_ABOVE = 3;

    public LibraryPlaces {
        bundled = List.copyOf(bundled);
    }

    /**
     * The places of this installation and this user.
     *
     * @param library the user's folder of models
     * @param addedList see above; next to the user's other data
     */
    public static LibraryPlaces ofUser(Path library, Path addedList) {
        return new LibraryPlaces(
                bundledCandidates(
                        Optional.ofNullable(System.getProperty("phi.home")).map(Path::of),
                        ownPlace(),
                        Path.of("").toAbsolutePath()),
                library,
                addedList,
                HubSettings.cacheOfUser());
    }

    /** {@code phi.home}, else the folder of the program's classes or jar and those above it, and the working folder. */
    static List<Path> bundledCandidates(Optional<Path> phiHome, Optional<Path> program, Path working) {
        if (phiHome.isPresent()) {
            return List.of(phiHome.get().toAbsolutePath().resolve(MODELS));
        }
        List<Path> candidates = new ArrayList<>();
        Path above = program.orElse(null);
        for (int level = 0; above != null && level < LEVELS_ABOVE; level++, above = above.getParent()) {
            candidates.add(above.resolve(MODELS));
        }
        candidates.add(working.resolve(MODELS));
        return candidates;
    }

    private static Optional<Path> ownPlace() {
        CodeSource source = LibraryPlaces.class.getProtectionDomain().getCodeSource();
        try {
            return source == null
                    ? Optional.empty()
                    : Optional.of(Path.of(source.getLocation().toURI()).toAbsolutePath());
        } catch (URISyntaxException | IllegalArgumentException e) {
            // Classes that do not come from a file, such as those of a run-time image, have no folder beside them.
            return Optional.empty();
        }
    }
}
