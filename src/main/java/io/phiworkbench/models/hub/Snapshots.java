package io.phiworkbench.models.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The snapshots of one repository in the cache, and which of them are whole. */
final class Snapshots {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SINGLE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";

    private final Path repo;

    /** @param repo the repository's folder */
    Snapshots(Path repo) {
        this.repo = repo;
    }

    /** All, also those of which another tool fetched only a part, newest first. */
    List<Path> all() {
        return folders(repo.resolve("snapshots")).stream()
                .sorted(Comparator.comparingLong((Path p) -> p.toFile().lastModified())
                        .reversed())
                .toList();
    }

    /** The newest that can be opened as a model. */
    Optional<Path> newestComplete() {
        return all().stream().filter(this::isComplete).findFirst();
    }

    /**
     * Whether config and all weights are there and, where it is known what the commit holds, all that the program reads
     * besides them. A link to a blob that is not there counts as nothing.
     */
    boolean isComplete(Path snapshot) {
        return Files.exists(snapshot.resolve(WantedFiles.CONFIG))
                && hasWeights(snapshot)
                && tree(snapshot)
                        .map(tree -> WantedFiles.essential(tree.files()).stream()
                                .filter(f -> !f.isWeights())
                                .allMatch(f -> Files.exists(snapshot.resolve(f.path()))))
                        .orElse(true);
    }

    private Optional<RepoTree> tree(Path snapshot) {
        return RepoTree.read(repo.resolve("trees").resolve(snapshot.getFileName() + ".json"));
    }

    private static boolean hasWeights(Path snapshot) {
        if (Files.exists(snapshot.resolve(SINGLE))) {
            return true;
        }
        Path index = snapshot.resolve(INDEX);
        if (!Files.exists(index)) {
            return false;
        }
        try {
            JsonNode shards = MAPPER.readTree(index.toFile()).path("weight_map");
            return !shards.isEmpty()
                    && shards.valueStream()
                            .map(JsonNode::asText)
                            .distinct()
                            .allMatch(shard -> !shard.contains("/") && Files.exists(snapshot.resolve(shard)));
        } catch (IOException e) {
            return false;
        }
    }

    /** Folders in a folder; none if it cannot be listed. */
    static List<Path> folders(Path parent) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(parent, Files::isDirectory)) {
            children.forEach(found::add);
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        return found;
    }
}
