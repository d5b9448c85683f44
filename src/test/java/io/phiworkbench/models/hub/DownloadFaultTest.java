package io.phiworkbench.models.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.models.hub.HubException.Fault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which the Hub, the line or the disk can fail; none may leave anything that looks like a model. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DownloadFaultTest {
    private static final int ALWAYS = Integer.MAX_VALUE;
    private static final Predicate<String> LIST = path -> path.startsWith("/api/");

    @TempDir
    Path folder;

    private HubFixture fixture;

    @BeforeEach
    void open() {
        fixture = new HubFixture(folder.resolve("hub"), 400_000);
    }

    @AfterEach
    void nothingPartialIsTakenForAModel() {
        fixture.assertNothingPartialIsTakenForAModel();
        fixture.close();
    }

    private void assertFails(Fault fault, String... parts) {
        HubException e = fixture.failure();
        assertThat(e).hasMessageNotContaining("\n").hasMessageContainingAll(parts);
        assertThat(e.fault()).isEqualTo(fault);
        assertThat(fixture.cache.models()).isEmpty();
    }

    @Test
    void withoutTokenA401MeansMissingOrPrivate() {
        fixture.hub.play(LIST, ALWAYS, TestHub.status(401, "X-Error-Code", "RepoNotFound"));
        assertFails(Fault.REFUSED, TestHub.REPO, "does not exist, or is private", "HF_TOKEN");
    }

    @Test
    void withATokenA401MeansTheToken() {
        fixture.token("hf_old").hub.play(LIST, ALWAYS, TestHub.status(401));
        assertFails(Fault.REFUSED, "refuses the token", "settings/tokens");
    }

    @Test
    void theTokenIsInNoMessage() {
        fixture.token("hf_secret").hub.play(LIST, ALWAYS, TestHub.status(403));
        assertThat(fixture.failure()).hasMessageNotContaining("hf_secret");
        assertThat(fixture.settings().toString()).doesNotContain("hf_secret");
    }

    @Test
    void aGatedModelSaysWhereToAcceptItsTerms() {
        fixture.hub.play(HubFixture.RESOLVE, ALWAYS, TestHub.status(403, "X-Error-Code", "GatedRepo"));
        assertFails(Fault.REFUSED, "is gated", "accept its terms at " + fixture.hub.endpoint() + "/" + TestHub.REPO);
    }

    @Test
    void anyOther403IsARefusal() {
        fixture.hub.play(LIST, ALWAYS, TestHub.status(403, "X-Error-Message", "your token lacks the scope"));
        assertFails(Fault.REFUSED, "refuses access", "your token lacks the scope");
    }

    @Test
    void anUnknownRepositoryIsNotFound() {
        fixture.hub.play(LIST, ALWAYS, TestHub.status(404, "X-Error-Code", "RepoNotFound"));
        assertFails(Fault.NOT_FOUND, TestHub.REPO + " is not on", "check the name");
    }

    @Test
    void anUnknownRevisionIsNotFound() {
        fixture.hub.play(LIST, ALWAYS, TestHub.status(404, "X-Error-Code", "RevisionNotFound"));
        assertFails(Fault.NOT_FOUND, "has no revision main");
    }

    @Test
    void aFileThatVanishedIsNotFound() {
        fixture.hub.play(HubFixture.RESOLVE, ALWAYS, TestHub.status(404, "X-Error-Code", "EntryNotFound"));
        assertFails(Fault.NOT_FOUND, "has no file model.safetensors");
    }

    @Test
    void a429WaitsAsLongAsTheHubAsks() {
        fixture.hub.play(LIST, 1, TestHub.status(429, "Retry-After", "1"));
        long before = System.nanoTime();
        fixture.assertComes();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a429ThatAsksForTooLongASleepEndsIt() {
        fixture.hub.play(LIST, ALWAYS, TestHub.status(429, "Retry-After", "7200"));
        assertFails(Fault.UNREACHABLE, "429", "7200 s", "HF_TOKEN");
    }

    @Test
    void aRateLimitHeaderSaysWhenToComeBack() {
        fixture.hub.play(HubFixture.RESOLVE, ALWAYS, TestHub.status(429, "RateLimit", "\"resolvers\";r=0;t=5400"));
        assertFails(Fault.UNREACHABLE, "model.safetensors", "5400 s");
    }

    @Test
    void a5xxIsTriedAgain() {
        fixture.hub.play(LIST, 2, TestHub.status(503));
        fixture.hub.play(HubFixture.RESOLVE, 2, TestHub.status(500));
        fixture.hub.play(HubFixture.STORAGE, 2, TestHub.status(502));
        fixture.assertComes();
    }

    @Test
    void a5xxWithoutEndIsSaid() {
        fixture.hub.play(HubFixture.STORAGE, ALWAYS, TestHub.status(503));
        assertFails(Fault.UNREACHABLE, "model.safetensors", "503", "try again later", "is kept");
    }

    @Test
    void aLinkThatExpiredIsAskedForAgain() {
        fixture.hub.play(HubFixture.STORAGE, 2, TestHub.status(403));
        fixture.assertComes();
    }

    @Test
    void redirectsWithinTheHubAreFollowed() {
        fixture.hub.play(
                LIST,
                1,
                TestHub.status(307, "Location", "/api/models/" + TestHub.REPO + "/revision/main?blobs=true&again"));
        fixture.assertComes();
    }

    @Test
    void redirectsInACircleEnd() {
        fixture.hub.play(LIST, ALWAYS, TestHub.status(302, "Location", "/api/again"));
        assertFails(Fault.WRONG_ANSWER, "redirects in a circle");
    }

    @Test
    void aRedirectToAFileIsNotFollowed() {
        fixture.hub.play(HubFixture.RESOLVE, ALWAYS, TestHub.status(302, "Location", "file:///etc/passwd"));
        assertFails(Fault.WRONG_ANSWER, "file:///etc/passwd", "not followed");
    }

    @Test
    void anotherLengthThanListedIsFoundBeforeAByteIsTaken() {
        fixture.hub.play(HubFixture.RESOLVE, ALWAYS, exchange -> {
            exchange.getResponseHeaders().set("X-Linked-Size", "399999");
            return false;
        });
        fixture.hub.play(HubFixture.STORAGE, ALWAYS, exchange -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 0-65535/399999");
            exchange.sendResponseHeaders(206, 65536);
            exchange.getResponseBody().write(new byte[65536]);
            return true;
        });
        assertFails(Fault.DAMAGED, "has 400000 bytes", "399999");
    }

    @Test
    void anotherHashOnceIsFetchedAgain() {
        fixture.hub.play(HubFixture.STORAGE, 1, TestHubBodies.noise(1));
        fixture.assertComes();
    }

    @Test
    void anotherHashTwiceIsSaidAndNothingStays() {
        fixture.hub.play(HubFixture.STORAGE, ALWAYS, TestHubBodies.noise(2));
        assertFails(Fault.DAMAGED, "model.safetensors", "SHA-256", "another HF_ENDPOINT");
        assertThat(fixture.partialWeights()).doesNotExist();
        assertThat(fixture.blob(fixture.weights, true)).doesNotExist();
    }

    @Test
    void aSmallFilesGitHashIsCheckedToo() {
        fixture.hub.play(path -> path.endsWith("/config.json"), ALWAYS, TestHubBodies.of(new byte[configSize()]));
        assertFails(Fault.DAMAGED, "config.json", "SHA-1");
    }

    private static int configSize() {
        return HubFixture.read(Path.of("src/test/resources/oracle/phi3-mini-4k/config.json")).length;
    }

    @Test
    void aWebPageInsteadOfTheListIsSaid() {
        fixture.hub.play(LIST, ALWAYS, TestHub.webPage());
        assertFails(Fault.WRONG_ANSWER, "sends a web page instead of the list of files", "browser");
    }

    @Test
    void aWebPageInsteadOfAFileIsSaid() {
        fixture.hub.play(HubFixture.STORAGE, ALWAYS, TestHub.webPage());
        assertFails(Fault.WRONG_ANSWER, "sends a web page instead of model.safetensors");
    }

    @Test
    void anAnswerThatIsNoListIsSaid() {
        fixture.hub.play(LIST, ALWAYS, TestHubBodies.of("{\"hello\": 1}".getBytes()));
        assertFails(Fault.WRONG_ANSWER, "does not answer as the Hub does", "HF_ENDPOINT");
    }

    @Test
    void aServerThatIgnoresRangesSendsTheWholeFile() {
        fixture.hub.ignoreRanges();
        fixture.assertComes();
    }

    @Test
    void aServerThatIgnoresRangesAndIsCutBeginsAgain() throws IOException {
        fixture.hub.ignoreRanges();
        Random random = new Random(3);
        try (CuttingProxy storage =
                new CuttingProxy(fixture.hub.storagePort(), 4, () -> random.nextInt(100_000, 300_000))) {
            fixture.hub.storageBehind(storage.port());
            fixture.patience(new Patience(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(20),
                    10,
                    Duration.ofMillis(1),
                    Duration.ofMillis(4),
                    Duration.ofSeconds(30)));
            fixture.assertComes();
            assertThat(storage.cuts()).isGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void aLineThatFallsSilentIsCutAndTriedAgain() {
        fixture.patience(HubFixture.patience(Duration.ofMillis(300)));
        fixture.hub.play(HubFixture.STORAGE, 1, exchange -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 0-65535/400000");
            exchange.sendResponseHeaders(206, 65536);
            exchange.getResponseBody().write(fixture.weights, 0, 1000);
            exchange.getResponseBody().flush();
            awaitHangUp(exchange.getResponseBody());
            return true;
        });
        // With one connection the first part is the one that falls silent.
        try (Downloads downloads = fixture.downloads(1)) {
            Path snapshot = HubFixture.await(downloads.start(HubFixture.REPO, "main"));
            assertThat(snapshot.resolve("model.safetensors")).hasBinaryContent(fixture.weights);
        }
    }

    /** Says almost nothing more until the other side has had enough. */
    private static void awaitHangUp(java.io.OutputStream out) {
        try {
            new java.util.concurrent.CountDownLatch(1).await(5, TimeUnit.SECONDS);
            out.flush();
        } catch (IOException e) {
            // It hung up.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void nobodyAtTheAddressIsSaid() {
        fixture.endpoint(URI.create("http://localhost:1"));
        assertFails(Fault.UNREACHABLE, "localhost cannot be reached", "proxy", "HF_ENDPOINT");
    }

    @Test
    void anUnknownNameIsSaid() {
        fixture.endpoint(URI.create("http://no-such-hub.invalid"));
        assertFails(Fault.UNREACHABLE, "no-such-hub.invalid");
    }

    @Test
    void tooLittleRoomIsSaidBeforeAnythingComes() {
        fixture.disk(QuickDownloads.disk(Long.MAX_VALUE, 5_000_000));
        assertFails(Fault.DISK, TestHub.REPO + " needs 34.0 MB more", "5.0 MB are free", "HF_HOME");
        assertThat(fixture.hub.requests()).hasSize(1);
    }

    @Test
    void aDiskThatFillsUpKeepsWhatCameAndGoesOnWhenThereIsRoom() {
        fixture.disk(QuickDownloads.disk(200_000, Long.MAX_VALUE));
        assertFails(Fault.DISK, "no space left on device", "free space", "is kept");
        assertThat(fixture.cache.presence(HubFixture.REPO)).isInstanceOf(Presence.Partial.class);
        fixture.disk(Disk.REAL);
        long before = fixture.hub.bytesSent();
        fixture.assertComes();
        assertThat(fixture.hub.bytesSent() - before).isLessThan(350_000);
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaid() throws IOException {
        Path file = Files.writeString(folder.resolve("hub"), "in the way");
        assertFails(Fault.DISK, file.toString(), "HF_HOME");
    }

    @Test
    void aRepositoryWithoutSafetensorsIsRefusedAtOnce() {
        try (TestHub other = new TestHub().file("config.json", "{}").file("model.gguf", "GGUF")) {
            fixture.endpoint(other.endpoint());
            assertFails(Fault.UNUSABLE, "holds no weights as safetensors", "original model");
        }
    }

    @Test
    void aModelOfAnotherFamilyIsRefusedBeforeItsWeightsCome() {
        fixture.hub.file("config.json", "{\"architectures\": [\"LlamaForCausalLM\"]}");
        assertFails(Fault.UNUSABLE, "is no model that this program runs", "LlamaForCausalLM");
        assertThat(fixture.hub.requestsFor("model.safetensors")).isEmpty();
    }

    @Test
    void offlineNothingIsAsked() {
        fixture.offline();
        assertFails(Fault.SETTINGS, "HF_HUB_OFFLINE");
        assertThat(fixture.hub.requests()).isEmpty();
    }

    @Test
    void aPartialFileThatIsDamagedItselfIsBegunAgain() throws IOException {
        Files.createDirectories(fixture.cache.blobs(HubFixture.REPO));
        Files.write(fixture.partialWeights(), new byte[500_000]);
        fixture.assertComes();
    }

    @Test
    void aFileNameThatLeadsOutOfTheFolderIsNotTaken() {
        fixture.hub.file("../../escape.json", "{}").file("sub/model.safetensors", "x");
        fixture.assertComes();
        assertThat(folder.resolve("escape.json")).doesNotExist();
    }
}
