package io.phiworkbench.models.hub;

import java.util.Optional;

/**
 * A file of a repository at a commit.
 *
 * @param path within the repository, with slashes
 * @param size in bytes; of a large file the size of its content
 * @param blobId git's SHA-1 of the file or, for a large file, of its pointer
 * @param sha256 of the content of a large file (Git LFS); empty for files that lie in git itself
 */
record RepoFile(String path, long size, String blobId, Optional<String> sha256) {

    /** The name of the file's blob in the cache, which is the hash of its content. */
    String etag() {
        return sha256.orElse(blobId);
    }

    /** Which hash the content must have. */
    ContentDigest digest() {
        return sha256.isPresent() ? ContentDigest.SHA256 : ContentDigest.GIT_SHA1;
    }

    boolean isWeights() {
        return path.endsWith(".safetensors");
    }
}
