package io.phiworkbench.models.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DownloadTest {
    @TempDir
    Path folder;

    private HubFixture fixture;

    @BeforeEach
    void open() {
        fixture = new HubFixture(folder.resolve("hub"), 1_000_003);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aModelComesWholeInTheLayoutOfTheHubsTools() throws IOException {
        Path snapshot = fixture.pull();
        Path repo = folder.resolve("hub/models--microsoft--Phi-3-mini-4k-instruct");
        assertThat(snapshot).isEqualTo(repo.resolve("snapshots").resolve(TestHub.COMMIT));
        assertThat(snapshot.resolve("model.safetensors")).hasBinaryContent(fixture.weights);
        assertThat(Files.readSymbolicLink(snapshot.resolve("model.safetensors")))
                .isEqualTo(Path.of("../../blobs").resolve(TestHub.sha256(fixture.weights)));
        assertThat(Files.readString(repo.resolve("refs/main"))).isEqualTo(TestHub.COMMIT);
        assertThat(RepoTree.read(repo.resolve("trees").resolve(TestHub.COMMIT + ".json")))
                .hasValueSatisfying(tree -> assertThat(tree.files()).hasSize(8));
        assertThat(folder.resolve("hub/CACHEDIR.TAG")).exists();
    }

    @Test
    void onlyWhatTheProgramNeedsIsFetched() throws IOException {
        Path snapshot = fixture.pull();
        try (var files = Files.list(snapshot)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "LICENSE", "README.md", "config.json", "model.safetensors", "tokenizer.json");
        }
    }

    @Test
    void theTokenGoesToTheHubAndNotToItsStorage() {
        fixture.token("hf_secret").pull();
        List<TestHub.Request> requests = fixture.hub.requests();
        assertThat(requests)
                .filteredOn(r -> r.host().startsWith("localhost"))
                .allSatisfy(r -> assertThat(r.authorization()).isEqualTo("Bearer hf_secret"));
        assertThat(requests)
                .filteredOn(r -> r.host().startsWith("127.0.0.1"))
                .isNotEmpty()
                .allSatisfy(r -> assertThat(r.authorization()).isNull());
    }

    @Test
    void largeFilesComeInPartsOverSeveralConnections() {
        fixture.pull();
        assertThat(fixture.hub
                        .requestsFor("model.safetensors")
                        .filter(r -> r.host().startsWith("127")))
                .hasSize(1_000_003 / HubFixture.PART + 1)
                .extracting(TestHub.Request::range)
                .contains("bytes=0-65535", "bytes=983040-1000002");
    }

    @Test
    void whatAnotherToolFetchedIsNotFetchedAgain() throws IOException {
        Files.createDirectories(fixture.cache.blobs(HubFixture.REPO));
        Files.write(fixture.blob(fixture.weights, true), fixture.weights);
        Path snapshot = fixture.pull();
        assertThat(fixture.hub.requestsFor("model.safetensors")).isEmpty();
        assertThat(snapshot.resolve("model.safetensors")).hasBinaryContent(fixture.weights);
    }

    @Test
    void aModelThatIsThereCostsOneRequest() {
        fixture.pull();
        int before = fixture.hub.requests().size();
        fixture.pull();
        assertThat(fixture.hub.requests()).hasSize(before + 1);
    }

    @Test
    void theHashIsRightAfterTwentyRandomCuts() throws IOException {
        Random random = new Random(6);
        try (CuttingProxy hub = new CuttingProxy(fixture.hub.hubPort(), 4, () -> random(random, 1_500));
                CuttingProxy storage = new CuttingProxy(fixture.hub.storagePort(), 16, () -> random(random, 70_000))) {
            fixture.hub.storageBehind(storage.port());
            fixture.endpoint(URI.create("http://localhost:" + hub.port())).patience(patientFor(30));
            Path snapshot = fixture.pull();
            assertThat(hub.cuts() + storage.cuts()).isGreaterThanOrEqualTo(20);
            assertThat(TestHub.sha256(Files.readAllBytes(snapshot.resolve("model.safetensors"))))
                    .isEqualTo(TestHub.sha256(fixture.weights));
        }
    }

    private static Patience patientFor(int tries) {
        Patience usual = HubFixture.patience(java.time.Duration.ofSeconds(20));
        return new Patience(
                usual.connect(),
                usual.answer(),
                usual.stall(),
                tries,
                usual.firstPause(),
                usual.longestPause(),
                usual.longestWait());
    }

    private static int random(Random random, int most) {
        synchronized (random) {
            return random.nextInt(most);
        }
    }

    @Test
    void afterAPauseAndARestartItGoesOnWhereItWas() {
        fixture.hub.slow(2);
        long done;
        try (Downloads first = fixture.downloads()) {
            Download download = first.start(HubFixture.REPO, "main");
            HubFixture.awaitBytes(download, 300_000);
            download.pause();
            HubFixture.awaitState(download, DownloadState.PAUSED);
            done = download.progress().doneBytes();
        }
        assertThat(done).isLessThan(1_000_003);
        assertThat(fixture.cache.presence(HubFixture.REPO))
                .isInstanceOfSatisfying(
                        Presence.Partial.class,
                        partial -> assertThat(partial.doneBytes()).isEqualTo(done));
        fixture.hub.slow(0);
        long before = fixture.hub.bytesSent();
        Path snapshot = fixture.pull();
        assertThat(snapshot.resolve("model.safetensors")).hasBinaryContent(fixture.weights);
        // The server may count what it was sending at the pause only now: a piece over each connection.
        assertThat(fixture.hub.bytesSent() - before).isLessThanOrEqualTo(1_010_000 - done + 4 * (16 << 10));
        assertThat(fixture.partialWeights()).doesNotExist();
    }

    @Test
    void afterItsProcessIsKilledItGoesOnAndTheHashIsRight() throws Exception {
        CountDownLatch killed = new CountDownLatch(1);
        AtomicInteger parts = new AtomicInteger();
        List<String> came = new CopyOnWriteArrayList<>();
        // Five parts come, the others are asked for and do not come before the process is dead.
        fixture.hub.play(path -> path.startsWith("/blobs/"), Integer.MAX_VALUE, exchange -> {
            if (parts.incrementAndGet() > 5) {
                awaitUnchecked(killed);
            } else {
                came.add(exchange.getRequestHeaders().getFirst("Range"));
            }
            return false;
        });
        Process process = DownloadingProcess.start(fixture);
        try {
            awaitOnDisk(process, 5 * HubFixture.PART);
        } finally {
            process.destroyForcibly().waitFor();
            killed.countDown();
        }
        assertThat(fixture.cache.presence(HubFixture.REPO)).isInstanceOf(Presence.Partial.class);
        int before = fixture.hub.requests().size();
        Path snapshot = fixture.pull();
        assertThat(TestHub.sha256(Files.readAllBytes(snapshot.resolve("model.safetensors"))))
                .isEqualTo(TestHub.sha256(fixture.weights));
        assertThat(fixture.hub.requests().stream().skip(before))
                .extracting(TestHub.Request::range)
                .isNotEmpty()
                .doesNotContainAnyElementsOf(came);
        assertThat(fixture.partialWeights()).doesNotExist();
    }

    private void awaitOnDisk(Process process, long bytes) {
        while (PartialBlob.peek(fixture.partialWeights(), fixture.weights.length) < bytes) {
            assertThat(process.isAlive()).as("the process that downloads").isTrue();
            Thread.onSpinWait();
        }
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aPausedDownloadGoesOn() {
        fixture.hub.slow(2);
        try (Downloads downloads = fixture.downloads()) {
            Download download = downloads.start(HubFixture.REPO, "main");
            HubFixture.awaitBytes(download, 100_000);
            download.pause();
            HubFixture.awaitState(download, DownloadState.PAUSED);
            assertThat(download.result()).isNotDone();
            assertThat(downloads.of(HubFixture.REPO)).containsSame(download);
            download.resume();
            assertThat(HubFixture.await(download).resolve("model.safetensors")).hasBinaryContent(fixture.weights);
        }
    }

    @Test
    void aCancelledDownloadLeavesNothing() {
        fixture.hub.slow(2);
        try (Downloads downloads = fixture.downloads()) {
            Download download = downloads.start(HubFixture.REPO, "main");
            HubFixture.awaitBytes(download, 100_000);
            download.cancel();
            HubFixture.awaitState(download, DownloadState.CANCELLED);
            assertThat(download.result()).isCancelled();
        }
        assertThat(fixture.cache.folder(HubFixture.REPO)).doesNotExist();
        assertThat(fixture.cache.presence(HubFixture.REPO)).isInstanceOf(Presence.Absent.class);
    }

    @Test
    void aPausedDownloadCanBeCancelled() {
        fixture.hub.slow(2);
        try (Downloads downloads = fixture.downloads()) {
            Download download = downloads.start(HubFixture.REPO, "main");
            HubFixture.awaitBytes(download, 100_000);
            download.pause();
            HubFixture.awaitState(download, DownloadState.PAUSED);
            download.cancel();
            HubFixture.awaitState(download, DownloadState.CANCELLED);
        }
        assertThat(fixture.cache.folder(HubFixture.REPO)).doesNotExist();
    }

    @Test
    void anUnfinishedDownloadIsNoModel() {
        fixture.hub.slow(2);
        try (Downloads downloads = fixture.downloads()) {
            Download download = downloads.start(HubFixture.REPO, "main");
            HubFixture.awaitBytes(download, 500_000);
            assertThat(fixture.cache.models()).isEmpty();
            download.pause();
            HubFixture.awaitState(download, DownloadState.PAUSED);
            assertThat(fixture.cache.models()).isEmpty();
            download.resume();
            HubFixture.await(download);
            assertThat(fixture.cache.models()).hasSize(1);
        }
    }

    @Test
    void theSameModelTwiceInAProcessIsOneDownload() {
        fixture.hub.slow(1);
        try (Downloads downloads = fixture.downloads()) {
            Download first = downloads.start(HubFixture.REPO, "main");
            assertThat(downloads.start(HubFixture.REPO, "main")).isSameAs(first);
            HubFixture.await(first);
        }
    }

    @Test
    void twoDownloadsAtOnceFetchEveryByteOnce() {
        fixture.hub.slow(1);
        try (Downloads one = fixture.downloads();
                Downloads other = fixture.downloads()) {
            Download first = one.start(HubFixture.REPO, "main");
            Download second = other.start(HubFixture.REPO, "main");
            assertThat(HubFixture.await(first)).isEqualTo(HubFixture.await(second));
        }
        assertThat(fixture.hub.bytesSent()).isLessThan(1_000_003 + 10_000);
    }

    @Test
    void aSecondDownloadGoesOnWhereTheFirstGaveUp() {
        fixture.hub.slow(2);
        try (Downloads one = fixture.downloads();
                Downloads other = fixture.downloads()) {
            Download first = one.start(HubFixture.REPO, "main");
            HubFixture.awaitBytes(first, 200_000);
            Download second = other.start(HubFixture.REPO, "main");
            HubFixture.awaitState(second, DownloadState.WAITING);
            first.pause();
            assertThat(HubFixture.await(second).resolve("model.safetensors")).hasBinaryContent(fixture.weights);
        }
        // What was on its way when the first gave up was sent in vain: a part at most over each connection.
        assertThat(fixture.hub.bytesSent()).isLessThan(1_000_003 + 10_000 + 4 * HubFixture.PART);
    }

    @Test
    void withoutLinksTheFilesLieInTheSnapshot() throws IOException {
        Path snapshot = fixture.withoutLinks().pull();
        assertThat(snapshot.resolve("model.safetensors")).isRegularFile().hasBinaryContent(fixture.weights);
        assertThat(Files.isSymbolicLink(snapshot.resolve("model.safetensors"))).isFalse();
        assertThat(fixture.blob(fixture.weights, true)).doesNotExist();
        int before = fixture.hub.requests().size();
        fixture.pull();
        assertThat(fixture.hub.requests()).hasSize(before + 1);
    }

    @Test
    void progressEndsAtTheWholeAndSaysWhatItDoes() {
        try (Downloads downloads = fixture.downloads()) {
            Download download = downloads.start(HubFixture.REPO, "main");
            List<DownloadProgress> told = new java.util.concurrent.CopyOnWriteArrayList<>();
            download.listen(told::add);
            HubFixture.await(download);
            HubFixture.awaitState(download, DownloadState.DONE);
            DownloadProgress last = download.progress();
            assertThat(last.doneBytes()).isEqualTo(last.totalBytes()).isGreaterThan(1_000_003);
            assertThat(last.fraction()).isEqualTo(1);
        }
    }
}
