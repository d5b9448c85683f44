package io.phiworkbench.models.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a repository holds at a commit, and its file in the cache, {@code trees/<commit>.json}, in the form that
 * {@code huggingface_hub} writes and reads.
 *
 * @param commit 40 hexadecimal digits
 */
record RepoTree(String commit, List<RepoFile> files) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern BLOB_ID = COMMIT;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final int FORMAT = 1;

    RepoTree {
        files = List.copyOf(files);
    }

    static boolean isCommit(String text) {
        return COMMIT.matcher(text).matches();
    }

    /** What {@code /api/models/<repo>/revision/<revision>?blobs=true} answers; empty if it is something else. */
    static Optional<RepoTree> ofApi(JsonNode answer) {
        String commit = answer.path("sha").asText("");
        List<RepoFile> files = new ArrayList<>();
        for (JsonNode file : answer.path("siblings")) {
            Optional<RepoFile> read = file(
                    file.path("rfilename").asText(""),
                    file.path("size").asLong(-1),
                    file.path("blobId").asText(""),
                    Optional.ofNullable(file.get("lfs"))
                            .filter(JsonNode::isObject)
                            .map(lfs -> lfs.path("sha256").asText("")));
            if (read.isEmpty()) {
                return Optional.empty();
            }
            files.add(read.get());
        }
        return isCommit(commit) ? Optional.of(new RepoTree(commit, files)) : Optional.empty();
    }

    /** A file that the cache holds; empty if it is not there, damaged or of another format. */
    static Optional<RepoTree> read(Path file) {
        String name = file.getFileName().toString();
        String commit = name.endsWith(".json") ? name.substring(0, name.length() - ".json".length()) : name;
        if (!isCommit(commit) || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode json = MAPPER.readTree(file.toFile());
            if (json == null || json.path("format_version").asInt() != FORMAT) {
                return Optional.empty();
            }
            List<RepoFile> files = new ArrayList<>();
            for (Map.Entry<String, JsonNode> entry : json.path("files").properties()) {
                JsonNode f = entry.getValue();
                file(
                                entry.getKey(),
                                f.path("lfs_size").asLong(f.path("size").asLong(-1)),
                                f.path("blob_id").asText(""),
                                Optional.ofNullable(f.get("lfs_sha256")).map(JsonNode::asText))
                        .ifPresent(files::add);
            }
            return Optional.of(new RepoTree(commit, files));
        } catch (IOException e) {
            // Only a cache: what cannot be read is asked for again.
            return Optional.empty();
        }
    }

    void write(Path file) throws IOException {
        ObjectNode json = MAPPER.createObjectNode().put("format_version", FORMAT);
        ObjectNode list = json.putObject("files");
        files.forEach(f -> {
            ObjectNode entry = list.putObject(f.path()).put("size", f.size()).put("blob_id", f.blobId());
            f.sha256().ifPresent(hash -> entry.put("lfs_sha256", hash).put("lfs_size", f.size()));
        });
        Files.createDirectories(file.getParent());
        Path part = Files.createTempFile(file.getParent(), "tree-", ".tmp");
        MAPPER.writeValue(part.toFile(), json);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** A hash becomes a file name, so it must be nothing but a hash. */
    private static Optional<RepoFile> file(String path, long size, String blobId, Optional<String> sha256) {
        boolean sound = !path.isEmpty()
                && size >= 0
                && BLOB_ID.matcher(blobId).matches()
                && sha256.map(SHA256::matcher).map(m -> m.matches()).orElse(true);
        return sound ? Optional.of(new RepoFile(path, size, blobId, sha256)) : Optional.empty();
    }
}
