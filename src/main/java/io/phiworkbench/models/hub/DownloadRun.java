package io.phiworkbench.models.hub;

import io.phiworkbench.checkpoint.CheckpointException;
import io.phiworkbench.checkpoint.ModelConfig;
import io.phiworkbench.models.hub.HubException.Fault;
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
    /** Settings, links and the list of files need some room too. */
    private static final long SPARE = 32L << 20;

    private final HubSettings settings;
    private final HubCache cache;
    private final HubClient client;
    private final DownloadOptions options;
    private final RepoId repo;
    private final String revision;
    private final TransferMeter meter;
    private final Set<BlobTransfer.Flow> flows;
    private final Set<String> counted = new HashSet<>();

    DownloadRun(
            HubSettings settings,
            HubClient client,
            DownloadOptions options,
            RepoId repo,
            String revision,
            TransferMeter meter,
            Set<BlobTransfer.Flow> flows) {
        this.settings = settings;
        this.cache = new HubCache(settings.cache());
        this.client = client;
        this.options = options;
        this.repo = repo;
        this.revision = revision;
        this.meter = meter;
        this.flows = flows;
    }

    /**
     * @return the model's folder
     * @throws HubException if it cannot be had
     */
    Path run() throws InterruptedException {
        if (settings.offline()) {
            throw new HubException(
                    Fault.SETTINGS, "HF_HUB_OFFLINE forbids the network: unset it to download " + repo + ".");
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
            throw BlobTransfer.cannotWrite(cache.folder(repo), e);
        }
    }

    private RepoTree ask() throws InterruptedException {
        Retries attempts = new Retries(settings, options.patience(), meter);
        while (true) {
            try {
                return client.tree(repo, revision);
            } catch (IOException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                attempts.failed(e, "the list of files of " + repo);
            }
        }
    }

    private void requireModel(List<RepoFile> files) {
        boolean config = files.stream().anyMatch(f -> f.path().equals(WantedFiles.CONFIG));
        boolean weights = files.stream().anyMatch(RepoFile::isWeights);
        if (!config || !weights) {
            throw new HubException(
                    Fault.UNUSABLE,
                    repo + " holds no " + (config ? "weights as safetensors" : WantedFiles.CONFIG)
                            + ", which this program needs: choose the repository of the original model (phi models"
                            + " list).");
        }
    }

    private void prepare(RepoTree tree, List<RepoFile> files) throws IOException {
        cache.prepare(repo);
        tree.write(cache.tree(repo, tree.commit()));
        long missing = files.stream()
                .mapToLong(f -> f.size() - cache.bytesHere(repo, tree.commit(), f))
                .sum();
        long free = options.disk().freeBytes(cache.root());
        if (missing > 0 && missing + SPARE > free) {
            throw new HubException(
                    Fault.DISK,
                    repo + " needs " + gigabytes(missing + SPARE) + " more in " + cache.root() + ", where "
                            + gigabytes(free) + " are free: free " + gigabytes(missing + SPARE - free)
                            + ", or set HF_HOME to a folder on another disk.");
        }
    }

    private static String gigabytes(long bytes) {
        return bytes >= 100_000_000L
                ? String.format(java.util.Locale.ROOT, "%.1f GB", bytes / 1e9)
                : String.format(java.util.Locale.ROOT, "%.1f MB", bytes / 1e6);
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
            throw new HubException(Fault.UNUSABLE, repo + " is no model that this program runs: " + e.getMessage(), e);
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
        Path blob = cache.blob(repo, file.etag());
        if (file.size() == 0) {
            Files.write(blob, new byte[0]);
            return;
        }
        for (int attempt = 1; ; attempt++) {
            PartialBlob partial = PartialBlob.open(
                    cache.partial(repo, file.etag()), file.size(), options.partBytes(), options.disk(), meter::add);
            try (PartialBlob whole = transfer(tree, file).run(partial)) {
                String hash = check(file, whole);
                if (hash.equals(file.etag())) {
                    whole.moveTo(blob);
                    return;
                }
                whole.discard();
                if (attempt == ATTEMPTS_AT_CONTENT) {
                    throw new HubAnswers(settings, repo).otherContent(file.path(), file.digest(), file.etag(), hash);
                }
            } finally {
                partial.close();
            }
        }
    }

    private BlobTransfer transfer(RepoTree tree, RepoFile file) {
        return new BlobTransfer(
                (from, to) -> client.open(repo, tree.commit(), file, from, to),
                file,
                () -> new Retries(settings, options.patience(), meter),
                options.connections(),
                flows);
    }

    private String check(RepoFile file, PartialBlob whole) throws IOException, InterruptedException {
        meter.setState(DownloadState.CHECKING);
        try {
            return file.digest().of(whole.path(), file.size(), _ -> {});
        } finally {
            meter.setState(DownloadState.DOWNLOADING);
        }
    }
}
