package io.phiworkbench.models.hub;

import java.nio.file.Path;

/**
 * A complete model in the cache.
 *
 * @param snapshot its folder
 */
public record CachedModel(RepoId repo, Path snapshot) {}
