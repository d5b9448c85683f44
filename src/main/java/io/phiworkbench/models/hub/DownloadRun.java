package io.phiworkbench.models.hub;

import io.phiworkbench.checkpoint.CheckpointException;
import io.phiworkbench.checkpoint.ModelConfig;
import io.phiworkbench.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One attempt to bring a model into the cache, from asking what there is to the finished snapshot. Interrupting its
 * thread stops it; another attempt goes on where it was.
 */
final class DownloadRun {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final int ATTEMPTS_AT_CONTENT = 2;

    private final HubSettings settings;
    private final SourceWords words;
    private final HubCache cache;
    private final HubClient client;
    private final RepoId repo;
    private final String revision;
    private final Transfer transfer;
    private final TransferMeter meter;
    private final Set<String> counted = new HashSet<>();

    DownloadRun(HubSettings settings, HubClient client, RepoId repo, String revision, Transfer transfer) {
        this.settings = settings;
        this.words = SourceWords.of(settings);
        this.cache = new HubCache(settings.cache());
        this.client = client;
        this.repo = repo;
        this.revision = revision;
        this.transfer = transfer;
        this.meter = transfer.meter();
    }

    /**
     * @return the model's folder
     * @throws HubException if it cannot be had
     */
    Path run() throws InterruptedException {
        if (settings.offline()) {
            throw new HubException(HubFault.OFFLINE, repo);
        }
        meter.begin();
        RepoTree tree = ask();
        List<RepoFile> files = WantedFiles.of(tree.files());
        requireModel(files);
        meter.setTotal(files.stream().mapToLong(RepoFile::size).sum());
        try {
            prepare(tree, files);
            meter.setState(DownloadState.DOWNLOADING);
            fetch(tree, files.stream().filter(f -> !f.isWeights()).toList());
            requireKnownArchitecture(tree, files);
            fetch(tree, files.stream().filter(RepoFile::isWeights).toList());
            Path snapshot = new SnapshotWriter(cache, repo, settings.links()).write(tree.commit(), files);
            cache.writeRef(repo, revision, tree.commit());
            return snapshot;
        } catch (IOException e) {
            throw words.cannotWrite(cache.folder(repo), e);
        }
    }

    private RepoTree ask() throws InterruptedException {
        Retries attempts = new Retries(words, transfer.options().patience(), meter);
        while (true) {
            try {
                return client.tree(repo, revision);
            } catch (IOException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                attempts.failed(e, Failure.of(HubFault.LIST_OF_FILES, repo));
            }
        }
    }

    private void requireModel(List<RepoFile> files) {
        boolean config = files.stream().anyMatch(f -> f.path().equals(WantedFiles.CONFIG));
        boolean weights = files.stream().anyMatch(RepoFile::isWeights);
        if (!config || !weights) {
            throw new HubException(config ? HubFault.NO_WEIGHTS : HubFault.NO_CONFIG, repo);
        }
    }

    private void prepare(RepoTree tree, List<RepoFile> files) throws IOException {
        cache.prepare(repo);
        tree.write(cache.tree(repo, tree.commit()));
        long missing = files.stream()
                .mapToLong(f -> f.size() - cache.bytesHere(repo, tree.commit(), f))
                .sum();
        if (missing > 0) {
            transfer.requireRoom(repo.toString(), cache.root(), missing, words);
        }
    }

    /** Before gigabytes come: whether this program can run the model at all. */
    private void requireKnownArchitecture(RepoTree tree, List<RepoFile> files) {
        RepoFile config = files.getLast();
        Path blob = cache.blob(repo, config.etag());
        try {
            ModelConfig.read(
                    Files.exists(blob)
                            ? blob
                            : cache.snapshot(repo, tree.commit()).resolve(config.path()));
        } catch (CheckpointException e) {
            throw new HubException(e, HubFault.UNKNOWN_MODEL, repo, Failure.of(e));
        }
    }

    /** Smallest first; a file that another process fetches is left to it, unless that ends without having it. */
    private void fetch(RepoTree tree, List<RepoFile> files) throws IOException, InterruptedException {
        List<RepoFile> open = new ArrayList<>(
                files.stream().sorted(Comparator.comparingLong(RepoFile::size)).toList());
        while (!open.isEmpty()) {
            boolean moved = false;
            for (RepoFile file : List.copyOf(open)) {
                if (fetchUnlessLocked(tree, file)) {
                    open.remove(file);
                    moved = true;
                }
            }
            if (!moved) {
                awaitOthers(tree, open);
            }
        }
        meter.setElsewhere(0);
        meter.setState(DownloadState.DOWNLOADING);
    }

    private boolean fetchUnlessLocked(RepoTree tree, RepoFile file) throws IOException, InterruptedException {
        if (countIfHere(tree, file)) {
            return true;
        }
        Optional<BlobLock> lock = BlobLock.tryTake(cache.lock(repo, file.etag()));
        if (lock.isEmpty()) {
            return false;
        }
        try (BlobLock _ = lock.get()) {
            if (!countIfHere(tree, file)) {
                meter.setState(DownloadState.DOWNLOADING);
                fetchContent(tree, file);
                counted.add(file.etag());
            }
        }
        return true;
    }

    private boolean countIfHere(RepoTree tree, RepoFile file) {
        if (!cache.isHere(repo, tree.commit(), file)) {
            return false;
        }
        if (counted.add(file.etag())) {
            meter.add(file.size());
        }
        return true;
    }

    private void awaitOthers(RepoTree tree, List<RepoFile> open) throws InterruptedException {
        meter.setState(DownloadState.WAITING);
        meter.setElsewhere(open.stream()
                .mapToLong(f -> cache.bytesHere(repo, tree.commit(), f))
                .sum());
        Thread.sleep(LOOK_AGAIN);
    }

    private void fetchContent(RepoTree tree, RepoFile file) throws IOException, InterruptedException {
        new BlobFetch(
                        transfer.options(),
                        meter,
                        transfer.flows(),
                        words,
                        (from, to) -> client.open(repo, tree.commit(), file, from, to))
                .fetch(
                        file,
                        cache.partial(repo, file.etag()),
                        cache.blob(repo, file.etag()),
                        ATTEMPTS_AT_CONTENT,
                        (other, hash) -> new HubAnswers(settings, repo)
                                .otherContent(other.path(), other.digest(), other.etag(), hash));
    }
}
