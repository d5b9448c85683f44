package io.phiworkbench.ui.models.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.models.hub.DownloadProgress;
import io.phiworkbench.models.hub.DownloadState;
import io.phiworkbench.models.hub.Downloads;
import io.phiworkbench.models.hub.TestHub;
import io.phiworkbench.models.hub.Verification.Checked;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.models.catalogue.CatalogueRow.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Without a window: a thread of the test's own stands for JavaFX's. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CatalogueViewModelTest {
    @TempDir
    Path folder;

    // What comes after its end is dropped, as JavaFX does after its own.
    private final ExecutorService fx = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new ThreadPoolExecutor.DiscardPolicy());
    private final AtomicInteger looks = new AtomicInteger();
    private CatalogueRig rig;
    private Downloads downloads;
    private CatalogueViewModel catalogue;
    private CatalogueRow row;

    @BeforeEach
    void open() {
        Messages.use(Locale.ENGLISH);
        rig = new CatalogueRig(folder);
        start();
    }

    private void start() {
        downloads = rig.downloads();
        catalogue = on(() ->
                new CatalogueViewModel(downloads, looks::incrementAndGet, new FxThread(Thread.ofVirtual()::start, fx)));
        await(() -> catalogue.recommendedProperty().get() != null);
        row = on(() -> CatalogueRig.row(catalogue, CatalogueRig.ID));
    }

    @AfterEach
    void close() {
        downloads.close();
        rig.close();
        fx.shutdownNow();
    }

    private <T> T on(java.util.function.Supplier<T> action) {
        return CompletableFuture.supplyAsync(action, fx).join();
    }

    private void await(BooleanSupplier condition) {
        while (!on(condition::getAsBoolean)) {
            Thread.onSpinWait();
        }
    }

    private void awaitState(State state) {
        await(() -> row.stateProperty().get() == state);
    }

    @Test
    void theCatalogueIsThereWithVerdictsAndTheNetworkIsNotAsked() {
        assertThat(catalogue.rows()).hasSize(10).allSatisfy(r -> {
            assertThat(r.stateProperty().get()).isEqualTo(State.HUB);
            assertThat(r.estimateProperty().get().total()).isPositive();
        });
        assertThat(catalogue.recommendedProperty().get().model().id()).startsWith("phi-3.5-");
        assertThat(rig.hub.requests()).isEmpty();
    }

    @Test
    void aModelThatIsGotIsHereAndTold() {
        CompletableFuture<Path> here = new CompletableFuture<>();
        catalogue.onHere((model, place) -> here.complete(place));
        on(() -> {
            catalogue.get(row);
            return null;
        });
        assertThat(here.join().resolve("model.safetensors")).exists();
        awaitState(State.HERE);
        assertThat(looks.get()).isPositive();
    }

    @Test
    void itCanBePausedAndGoesOnAtTheNextStart() {
        rig.hub.slow(5);
        fxRun(() -> catalogue.get(row));
        await(() -> row.progressProperty().get() > 0.05);
        assertThat(on(() -> row.statusProperty().get())).contains("%");
        fxRun(() -> catalogue.pause(row));
        awaitState(State.PAUSED);
        assertThat(on(() -> row.statusProperty().get())).startsWith("paused at");
        downloads.close();
        start();
        awaitState(State.PAUSED);
        assertThat(on(() -> row.statusProperty().get())).endsWith("is here");
        rig.hub.slow(0);
        fxRun(() -> catalogue.get(row));
        awaitState(State.HERE);
    }

    @Test
    void whatAnEarlierStartLeftCanBeGivenUp() {
        rig.hub.slow(5);
        fxRun(() -> catalogue.get(row));
        await(() -> row.progressProperty().get() > 0.05);
        downloads.close();
        start();
        awaitState(State.PAUSED);
        fxRun(() -> catalogue.cancel(row));
        awaitState(State.HUB);
        assertThat(rig.cache.resolve("models--microsoft--Phi-3-mini-4k-instruct"))
                .doesNotExist();
    }

    @Test
    void aRunningDownloadCanBeCancelled() {
        rig.hub.slow(5);
        fxRun(() -> catalogue.get(row));
        await(() -> row.progressProperty().get() > 0.05);
        fxRun(() -> catalogue.cancel(row));
        awaitState(State.HUB);
        assertThat(on(() -> row.problemProperty().get())).isEmpty();
    }

    @Test
    void aFaultStaysInTheRowUntilTheNextAttempt() {
        rig.hub.play(path -> path.startsWith("/api/"), 1, TestHub.status(403, "X-Error-Code", "GatedRepo"));
        fxRun(() -> catalogue.get(row));
        await(() -> !row.problemProperty().get().isEmpty());
        assertThat(on(() -> row.problemProperty().get())).contains("is gated");
        awaitState(State.HUB);
        fxRun(() -> catalogue.get(row));
        awaitState(State.HERE);
        assertThat(on(() -> row.problemProperty().get())).isEmpty();
    }

    @Test
    void aModelIsDeleted() {
        CompletableFuture<Path> here = new CompletableFuture<>();
        catalogue.onHere((model, place) -> here.complete(place));
        fxRun(() -> catalogue.get(row));
        Path snapshot = here.join();
        awaitState(State.HERE);
        fxRun(() -> catalogue.delete(snapshot, problem -> {
            throw new AssertionError(problem);
        }));
        awaitState(State.HUB);
        assertThat(snapshot).doesNotExist();
    }

    private Path got() {
        CompletableFuture<Path> here = new CompletableFuture<>();
        catalogue.onHere((model, place) -> here.complete(place));
        fxRun(() -> catalogue.get(row));
        awaitState(State.HERE);
        return here.join();
    }

    private FileCheck checked(Path snapshot) {
        FileCheck check = on(() -> catalogue.check(snapshot));
        fxRun(check::start);
        await(() -> check.stateProperty().get() != FileCheck.State.RUNNING);
        return check;
    }

    @Test
    void aSoundModelsFilesAreShownWithTheirHashesWithoutAskingTheNetwork() {
        Path snapshot = got();
        int before = rig.hub.requests().size();
        FileCheck check = checked(snapshot);
        assertThat(check.stateProperty().get()).isEqualTo(FileCheck.State.SOUND);
        assertThat(check.messageProperty().get()).isEqualTo("All 2 files are as the Hub announced");
        assertThat(check.files())
                .extracting(Checked::path)
                .containsExactlyInAnyOrder("config.json", "model.safetensors");
        assertThat(check.files()).allSatisfy(f -> assertThat(f.found()).isEqualTo(f.expected()));
        assertThat(rig.hub.requests()).hasSize(before);
    }

    @Test
    void aDamagedFileIsFoundDeletedAndFetchedAgain() throws IOException {
        Path snapshot = got();
        Path weights = snapshot.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[1_000] ^= 1;
        Files.write(weights.toRealPath(), bytes);

        FileCheck check = checked(snapshot);
        assertThat(check.stateProperty().get()).isEqualTo(FileCheck.State.DAMAGED);
        assertThat(check.messageProperty().get()).isEqualTo("1 of 2 files is not as the Hub announced");
        fxRun(check::discardDamaged);
        awaitState(State.PAUSED);
        got();
        assertThat(checked(snapshot).stateProperty().get()).isEqualTo(FileCheck.State.SOUND);
    }

    @Test
    void aModelThatVanishedCannotBeChecked() {
        Path snapshot = got();
        fxRun(() -> catalogue.delete(snapshot, _ -> {}));
        awaitState(State.HUB);
        FileCheck check = checked(snapshot);
        assertThat(check.stateProperty().get()).isEqualTo(FileCheck.State.IDLE);
        assertThat(check.messageProperty().get()).contains("is not in");
    }

    @Test
    void progressReadsAsPeopleSayIt() {
        assertThat(ProgressText.of(new DownloadProgress(
                        DownloadState.DOWNLOADING,
                        430,
                        1000,
                        12_000_000,
                        Optional.of(Duration.ofSeconds(181)),
                        Optional.empty())))
                .isEqualTo("43% · 12 MB/s · 3 min");
    }

    private void fxRun(Runnable action) {
        on(() -> {
            action.run();
            return null;
        });
    }
}
