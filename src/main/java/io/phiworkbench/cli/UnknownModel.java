package io.phiworkbench.cli;

import io.phiworkbench.inference.ModelLoadException;
import io.phiworkbench.models.catalogue.Catalogue;
import io.phiworkbench.models.catalogue.CatalogueModel;
import io.phiworkbench.models.hub.CachedModel;
import io.phiworkbench.models.hub.HubCache;
import io.phiworkbench.models.hub.HubSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A name that stands for no model: it is not a folder that somebody looks for, but most likely mistyped. */
final class UnknownModel {
    private static final int LETTERS_A_MISTAKE = 3;

    private UnknownModel() {}

    /**
     * Words a failure to open a folder anew where the user gave a mere name that nothing has.
     *
     * @param given the path that the name was taken for
     * @return the same failure for anything else
     */
    static ModelLoadException explain(Path given, ModelLoadException failure) {
        if (given.isAbsolute() || given.getNameCount() != 1 || Files.exists(given)) {
            return failure;
        }
        return new ModelLoadException(
                "there is no model and no folder '" + given + "'"
                        + nearest(given.toString(), names())
                                .map(name -> "; did you mean " + name + "?")
                                .orElse("")
                        + "; phi models list shows the models",
                failure);
    }

    /**
     * A folder that is there.
     *
     * @throws ModelLoadException if it is not
     */
    static Path require(Path folder) {
        if (!Files.exists(folder)) {
            throw explain(
                    folder,
                    new ModelLoadException(
                            folder + ": does not exist; give the folder that holds the model's config.json"));
        }
        return folder;
    }

    /** The name that is written most alike, if one is alike enough to be meant. */
    static Optional<String> nearest(String given, List<String> names) {
        String wanted = given.toLowerCase(Locale.ROOT);
        return names.stream()
                .min(Comparator.comparingInt((String name) -> mistakes(wanted, name.toLowerCase(Locale.ROOT))))
                .filter(name -> mistakes(wanted, name.toLowerCase(Locale.ROOT)) * LETTERS_A_MISTAKE <= wanted.length());
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>(bundled());
        Catalogue.read().models().stream().map(CatalogueModel::id).forEach(names::add);
        new HubCache(HubSettings.cacheOfUser())
                .models().stream()
                        .map(CachedModel::repo)
                        .map(repo -> repo.name())
                        .forEach(names::add);
        return names;
    }

    /** Whether a model of this name came with the program. */
    static boolean isBundled(String name) {
        return bundled().contains(name);
    }

    private static List<String> bundled() {
        String home = System.getProperty("phi.home");
        if (home == null) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(Path.of(home, "assets", "models"))) {
            return inside.map(folder -> folder.getFileName().toString()).toList();
        } catch (IOException e) {
            // An installation without them has none to suggest.
            return List.of();
        }
    }

    /** Letters to change, put in or take out (Levenshtein), by rows. */
    private static int mistakes(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }
}
