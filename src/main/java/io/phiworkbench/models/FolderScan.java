package io.phiworkbench.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phiworkbench.models.ModelEntry.Origin;
import io.phiworkbench.models.hub.HubCache;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Finds folders that look like models, without opening them. */
final class FolderScan {
    /** {@code folder/organisation/model}. */
    private static final int DEPTH = 3;

    private FolderScan() {}

    /** A folder that looks like a model. */
    record Candidate(Path folder, String name, Origin origin) {}

    /** The folder itself if it looks like a model, else those in it. */
    static List<Candidate> below(Path root, Origin origin) {
        List<Candidate> found = new ArrayList<>();
        collect(root.toAbsolutePath().normalize(), origin, DEPTH, found);
        return found;
    }

    private static void collect(Path folder, Origin origin, int depth, List<Candidate> found) {
        if (looksLikeModel(folder)) {
            found.add(new Candidate(folder, String.valueOf(folder.getFileName()), origin));
        } else if (depth > 0) {
            for (Path child : folders(folder)) {
                collect(child, origin, depth - 1, found);
            }
        }
    }

    /** Has a config, or weights that lack one. */
    private static boolean looksLikeModel(Path folder) {
        if (Files.exists(folder.resolve("config.json"))) {
            return true;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.safetensors")) {
            return files.iterator().hasNext();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Complete models in the cache of Hugging Face's tools, the newest complete snapshot of each. Only those of Phi's
     * family: what else lies there belongs to other programs.
     */
    static List<Candidate> hubCache(Path cache) {
        return new HubCache(cache)
                .models().stream()
                        .filter(model -> isPhi(model.snapshot()))
                        .map(model ->
                                new Candidate(model.snapshot(), model.repo().name(), Origin.HUGGING_FACE_CACHE))
                        .toList();
    }

    private static boolean isPhi(Path folder) {
        try {
            JsonNode config =
                    new ObjectMapper().readTree(folder.resolve("config.json").toFile());
            return config.path("model_type").asText("").startsWith("phi");
        } catch (IOException e) {
            return false;
        }
    }

    /** Folders in a folder by name; none if it cannot be listed. */
    private static List<Path> folders(Path parent) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(parent, Files::isDirectory)) {
            children.forEach(found::add);
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            return List.of();
        }
        Collections.sort(found);
        return found;
    }
}
