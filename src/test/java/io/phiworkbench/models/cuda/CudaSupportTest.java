package io.phiworkbench.models.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phiworkbench.cuda.CudaBuild;
import io.phiworkbench.models.hub.Download;
import io.phiworkbench.models.hub.DownloadState;
import io.phiworkbench.models.hub.Downloads;
import io.phiworkbench.models.hub.HubException;
import io.phiworkbench.models.hub.HubException.Fault;
import io.phiworkbench.models.hub.QuickDownloads;
import io.phiworkbench.models.hub.TestHub;
import io.phiworkbench.models.hub.Transfer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Fetching the library with CUDA, and everything that can go wrong with it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CudaSupportTest {
    private static final int ALWAYS = Integer.MAX_VALUE;
    private static final Predicate<String> FILE = path -> path.contains("/resolve/");
    private static final Predicate<String> STORAGE = path -> path.startsWith("/blobs/");

    @TempDir
    Path folder;

    private CudaServer server;

    @BeforeEach
    void open() {
        server = new CudaServer(folder.resolve("cuda"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Path install(Downloads downloads) throws InterruptedException {
        return install(server.support(), downloads);
    }

    private static Path install(CudaSupport support, Downloads downloads) throws InterruptedException {
        try (downloads) {
            return support.start(downloads, support.offer()).result().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (RuntimeException) e.getCause();
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("it does not end", e);
        }
    }

    private void assertFails(CudaSupport support, Downloads downloads, Fault fault, String... parts) {
        assertThatThrownBy(() -> install(support, downloads))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.fault()).isEqualTo(fault))
                .hasMessageNotContaining("\n")
                .hasMessageContainingAll(parts);
        assertThat(server.folder().isInstalled()).isFalse();
        assertThat(server.folder().library()).doesNotExist();
    }

    private List<String> names(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void unpacksTheLibrariesAndNothingElse() throws Exception {
        Path library = install(QuickDownloads.usual());
        assertThat(names(library))
                .containsExactly("files.txt", "libcudart-c3a75b33.so.12", "libtorch.so", "libtorch_cuda.so");
        assertThat(server.folder().isInstalled()).isTrue();
        assertThat(names(server.folder().root()))
                .containsExactly(library.getFileName().toString(), "lock");
        assertThat(folder.resolve("escape")).doesNotExist();
    }

    @Test
    void theOfferSaysWhatWouldCome() throws InterruptedException {
        CudaOffer offer = server.support().offer();
        assertThat(offer.bytes()).isEqualTo(server.archiveBytes());
        assertThat(offer.diskBytes()).isGreaterThan(2 * offer.bytes());
        assertThat(server.folder().root()).doesNotExist();
    }

    @Test
    void whatIsInstalledIsNotFetchedAgain() throws Exception {
        install(QuickDownloads.usual());
        long sent = server.web.bytesSent();
        install(QuickDownloads.usual());
        assertThat(server.web.bytesSent() - sent).isLessThan(1000);
    }

    @Test
    void cutsAreGoneOnFrom() throws Exception {
        Random random = new Random(7);
        server.web.play(STORAGE, 12, exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            String[] ends = range.substring("bytes=".length()).split("-");
            int from = Integer.parseInt(ends[0]);
            int asked = Integer.parseInt(ends[1]) + 1 - from;
            if (asked < 2) {
                return false;
            }
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + ends[1] + "/" + server.archiveBytes());
            exchange.sendResponseHeaders(206, asked);
            byte[] archive = server.archive();
            exchange.getResponseBody().write(archive, from, random.nextInt(1, asked));
            throw new IOException("cut");
        });
        install(QuickDownloads.usual());
        assertThat(server.folder().isInstalled()).isTrue();
    }

    @Test
    void aPauseKeepsWhatCameAndAnotherStartGoesOnThere() throws Exception {
        server.web.slow(20);
        CudaSupport support = server.support();
        try (Downloads downloads = QuickDownloads.usual()) {
            Download download = support.start(downloads, support.offer());
            while (download.progress().doneBytes() < 200_000) {
                Thread.onSpinWait();
            }
            download.pause();
            while (download.progress().state() != DownloadState.PAUSED) {
                Thread.onSpinWait();
            }
        }
        assertThat(support.isPartlyHere()).isTrue();
        assertThat(server.folder().isInstalled()).isFalse();
        server.web.slow(0);
        long before = server.web.bytesSent();
        install(QuickDownloads.usual());
        assertThat(server.web.bytesSent() - before).isLessThan(server.archiveBytes() - 150_000);
    }

    @Test
    void aCancelDeletesWhatCame() throws Exception {
        server.web.slow(20);
        CudaSupport support = server.support();
        try (Downloads downloads = QuickDownloads.usual()) {
            Download download = support.start(downloads, support.offer());
            while (download.progress().doneBytes() < 100_000) {
                Thread.onSpinWait();
            }
            download.cancel();
            assertThatThrownBy(() -> download.result().get(30, TimeUnit.SECONDS))
                    .isInstanceOf(CancellationException.class);
        }
        assertThat(names(server.folder().root())).containsExactly("lock");
    }

    @Test
    void anotherHashIsSaidAndNothingStays() throws IOException {
        assertFails(
                server.support("0".repeat(64)),
                QuickDownloads.usual(),
                Fault.DAMAGED,
                "libtorch.bin",
                "SHA-256",
                "thrown away",
                "PHI_CUDA_URL");
        assertThat(names(server.folder().root())).containsExactly("lock");
    }

    @Test
    void aMissingFileIsSaidBeforeAnythingIsMade() {
        server.web.play(FILE, ALWAYS, TestHub.status(404));
        assertThatThrownBy(() -> server.support().offer())
                .isInstanceOf(HubException.class)
                .hasMessageContainingAll("localhost has no libtorch.bin (404)", "PHI_CUDA_URL");
        assertThat(server.folder().root()).doesNotExist();
    }

    @Test
    void aFileThatVanishesWhileItComesIsSaid() throws InterruptedException {
        CudaSupport support = server.support();
        CudaOffer offer = support.offer();
        server.web.play(STORAGE, ALWAYS, TestHub.status(404));
        try (Downloads downloads = QuickDownloads.usual()) {
            assertThatThrownBy(() -> support.start(downloads, offer).result().get(30, TimeUnit.SECONDS))
                    .hasMessageContaining("has no libtorch.bin (404)");
        }
    }

    @Test
    void anErrorOfTheServerIsTriedAgain() throws Exception {
        CudaSupport support = server.support();
        CudaOffer offer = support.offer();
        server.web.play(STORAGE, 2, TestHub.status(503));
        try (Downloads downloads = QuickDownloads.usual()) {
            support.start(downloads, offer).result().get(30, TimeUnit.SECONDS);
        }
        assertThat(server.folder().isInstalled()).isTrue();
    }

    @Test
    void aSignInPageIsNotTakenForTheFile() {
        server.web.play(FILE, ALWAYS, TestHub.webPage());
        assertFails(server.support(), QuickDownloads.usual(), Fault.WRONG_ANSWER, "web page instead of libtorch.bin");
    }

    @Test
    void aServerThatIsNotThereIsSaid() {
        CudaSupport support = server.support();
        server.close();
        assertFails(support, QuickDownloads.usual(), Fault.UNREACHABLE, "cannot be reached", "PHI_CUDA_URL");
    }

    @Test
    void tooLittleRoomIsSaidBeforeAnythingComes() {
        CudaSupport support = server.support();
        assertFails(support, QuickDownloads.withFree(1_000_000), Fault.DISK, "CUDA support needs", "PHI_CUDA_DIR");
        assertThat(server.web.bytesSent()).isLessThan(1000);
    }

    @Test
    void aDiskThatFillsUpKeepsWhatCame() throws Exception {
        assertFails(
                server.support(),
                QuickDownloads.fullAfter(300_000),
                Fault.DISK,
                "no space left on device",
                "PHI_CUDA_DIR",
                "is kept");
        long before = server.web.bytesSent();
        install(QuickDownloads.usual());
        assertThat(server.web.bytesSent() - before).isLessThan(server.archiveBytes() - 100_000);
    }

    @Test
    void anArchiveWithoutCudaIsNoLibrary() throws IOException {
        try (CudaServer other = new CudaServer(
                folder.resolve("cuda"), CudaServer.archive(Map.of("libtorch/lib/libtorch.so", new byte[10])))) {
            assertFails(
                    other.support(), QuickDownloads.usual(), Fault.DAMAGED, "holds no PyTorch with CUDA", "torch_cuda");
        }
    }

    @Test
    void whatIsNoArchiveIsNoLibrary() throws IOException {
        try (CudaServer other = new CudaServer(folder.resolve("cuda"), new byte[5000])) {
            assertFails(other.support(), QuickDownloads.usual(), Fault.DAMAGED, "holds no PyTorch with CUDA");
        }
    }

    @Test
    void twoAtOnceDoNotDisturbEachOther() throws Exception {
        try (Transfer.Lock _ = Transfer.lock(server.folder().lock(), "it")) {
            assertFails(server.support(), QuickDownloads.usual(), Fault.BUSY, "CUDA support", "another window");
        }
        install(QuickDownloads.usual());
        assertThat(server.folder().isInstalled()).isTrue();
    }

    @Test
    void whatLostAFileIsFetchedAgain() throws Exception {
        Path library = install(QuickDownloads.usual());
        Files.delete(library.resolve("libtorch_cuda.so"));
        assertThat(server.folder().isInstalled()).isFalse();
        install(QuickDownloads.usual());
        assertThat(server.folder().isInstalled()).isTrue();
    }

    @Test
    void removingDeletesAllOfIt() throws Exception {
        install(QuickDownloads.usual());
        assertThat(server.support().remove()).isGreaterThan(900_000);
        assertThat(names(server.folder().root())).containsExactly("lock");
        assertThat(server.support().remove()).isZero();
    }

    @Test
    void aMirrorIsAnotherAddressOfTheSameContent() {
        CudaBuild build = server.support().build();
        CudaBuild mirrored = CudaSupport.mirrored(build, Map.of(CudaSupport.MIRROR, "https://mirror.example/a.zip"));
        assertThat(mirrored.address()).hasToString("https://mirror.example/a.zip");
        assertThat(mirrored.sha256()).isEqualTo(build.sha256());
        assertThat(CudaSupport.mirrored(build, Map.of())).isEqualTo(build);
    }

    @Test
    void aMirrorThatIsNoWebAddressIsSaid() {
        CudaBuild build = server.support().build();
        for (String wrong : List.of("mirror", "file:///etc/passwd", "http://", "a b")) {
            assertThatThrownBy(() -> CudaSupport.mirrored(build, Map.of(CudaSupport.MIRROR, wrong)))
                    .isInstanceOf(HubException.class)
                    .hasMessageContainingAll("PHI_CUDA_URL is \"" + wrong.strip() + "\"", "no web address");
        }
    }
}
