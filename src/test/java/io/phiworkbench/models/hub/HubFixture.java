package io.phiworkbench.models.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.models.hub.HubException.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** A model on a {@link TestHub}, a cache in a folder, and short patience. */
final class HubFixture implements AutoCloseable {
    static final RepoId REPO = RepoId.of(TestHub.REPO);
    static final int PART = 64 << 10;
    /** Requests for the weights: to the Hub, which sends them on, and to the storage behind it. */
    static final Predicate<String> RESOLVE = path -> path.contains("/resolve/") && path.contains("safetensors");

    static final Predicate<String> STORAGE = path -> path.startsWith("/blobs/");
    private static final Path GOLDEN = Path.of("src/test/resources/oracle/phi3-mini-4k");
    private static final long SECONDS = 60;

    final TestHub hub = new TestHub();
    final HubCache cache;
    final byte[] weights;
    private URI endpoint = hub.endpoint();
    private Optional<HubToken> token = Optional.empty();
    private boolean links = true;
    private boolean offline;
    private Disk disk = Disk.REAL;
    private Patience patience = patience(Duration.ofSeconds(20));

    /** The weights are so many bytes of noise, which is enough for a download. */
    HubFixture(Path cache, int weightBytes) {
        this.cache = new HubCache(cache);
        this.weights = new byte[weightBytes];
        new Random(42).nextBytes(weights);
        hub.file("config.json", read(GOLDEN.resolve("config.json")))
                .file("tokenizer.json", "{\"version\": \"1.0\"}")
                .file("LICENSE", "MIT")
                .file("README.md", "# Phi")
                .file("modeling_phi3.py", "import torch")
                .file("pytorch_model.bin", new byte[100])
                .file("onnx/model.onnx", new byte[100])
                .file("model.safetensors", weights);
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tries three times, with pauses of milliseconds. */
    static Patience patience(Duration stall) {
        return new Patience(
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                stall,
                3,
                Duration.ofMillis(1),
                Duration.ofMillis(4),
                Duration.ofSeconds(30));
    }

    HubFixture endpoint(URI address) {
        endpoint = address;
        return this;
    }

    HubFixture token(String value) {
        token = Optional.of(new HubToken(value));
        return this;
    }

    HubFixture withoutLinks() {
        links = false;
        return this;
    }

    HubFixture offline() {
        offline = true;
        return this;
    }

    HubFixture disk(Disk other) {
        disk = other;
        return this;
    }

    HubFixture patience(Patience other) {
        patience = other;
        return this;
    }

    HubSettings settings() {
        return new HubSettings(endpoint, token, cache.root(), links, offline);
    }

    Downloads downloads() {
        return downloads(4);
    }

    Downloads downloads(int connections) {
        return new Downloads(this::settings, new DownloadOptions(connections, PART, patience, disk));
    }

    /** Downloads and waits for the end. */
    Path pull() {
        try (Downloads downloads = downloads()) {
            return await(downloads.start(REPO, "main"));
        }
    }

    /** A download that succeeds brings the weights. */
    void assertComes() {
        assertThat(pull().resolve("model.safetensors")).hasBinaryContent(weights);
    }

    /** Whatever the cache takes for a model has its weights whole. */
    void assertNothingPartialIsTakenForAModel() {
        cache.models()
                .forEach(model -> assertThat(model.snapshot().resolve("model.safetensors"))
                        .hasBinaryContent(weights));
    }

    /** The fault that the download ends with. */
    HubException failure() {
        try {
            pull();
        } catch (HubException e) {
            return e;
        }
        throw new AssertionError("the download did not fail");
    }

    static Path await(Download download) {
        try {
            return download.result().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HubException known) {
                throw known;
            }
            throw new AssertionError(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("it does not end: " + download.progress(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits until a download reaches a state. */
    static void awaitState(Download download, DownloadState state) {
        awaitThat(() -> download.progress().state() == state, download);
    }

    static void awaitBytes(Download download, long bytes) {
        awaitThat(() -> download.progress().doneBytes() >= bytes, download);
    }

    private static void awaitThat(java.util.function.BooleanSupplier condition, Download download) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain: " + download.progress());
            }
            Thread.onSpinWait();
        }
    }

    Path blob(byte[] content, boolean large) {
        return cache.blob(REPO, large ? TestHub.sha256(content) : TestHub.gitSha1(content));
    }

    Path partialWeights() {
        return cache.partial(REPO, TestHub.sha256(weights));
    }

    static boolean isDisk(HubException e) {
        return e.fault() == Fault.DISK;
    }

    @Override
    public void close() {
        hub.close();
    }
}
