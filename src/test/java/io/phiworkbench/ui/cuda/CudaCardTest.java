package io.phiworkbench.ui.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.cuda.CudaTrial;
import io.phiworkbench.cuda.Graphics;
import io.phiworkbench.cuda.GraphicsCard;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.models.cuda.CudaMachine;
import io.phiworkbench.models.cuda.CudaServer;
import io.phiworkbench.models.cuda.CudaSupport;
import io.phiworkbench.models.hub.Downloads;
import io.phiworkbench.models.hub.QuickDownloads;
import io.phiworkbench.models.hub.TestHub;
import io.phiworkbench.ui.WindowRig;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.cuda.CudaViewModel.State;
import io.phiworkbench.ui.i18n.Messages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class CudaCardTest {
    private static final Graphics CARD =
            new Graphics.Usable(12_080, List.of(new GraphicsCard("NVIDIA L4", 24_000_000_000L, 89)));

    @TempDir
    Path folder;

    private final FxRobot robot = new FxRobot();
    private CudaServer server;
    private Downloads downloads;
    private CudaViewModel cuda;
    private Stage stage;

    @BeforeEach
    void open() {
        Messages.use(Locale.ENGLISH);
        WindowRig.startToolkit();
        server = new CudaServer(folder.resolve("cuda"));
        downloads = QuickDownloads.usual();
    }

    @AfterEach
    void close() {
        if (stage != null) {
            WindowRig.run(stage::close);
        }
        downloads.close();
        server.close();
    }

    private void show(Graphics graphics, Optional<CudaSupport> support) {
        stage = WindowRig.fx(() -> {
            cuda = new CudaViewModel(new CudaMachine(() -> graphics, () -> support), downloads, FxThread.toolkit());
            Stage made = new Stage();
            made.setScene(new Scene(new CudaCard(cuda), 900, 500));
            made.show();
            return made;
        });
    }

    private void show(Graphics graphics) {
        show(graphics, Optional.of(server.support()));
    }

    private void awaitState(State state) {
        WindowRig.await(state.name(), () -> cuda.stateProperty().get() == state);
        WindowRig.frames(2);
    }

    private Node find(String selector) {
        return WindowRig.fx(() -> stage.getScene().getRoot().lookup(selector));
    }

    private void press(String selector) {
        Node button = find(selector);
        WindowRig.run(button::requestFocus);
        robot.type(KeyCode.SPACE);
    }

    /** From a card for which there is something to get to its download. */
    private void agree() {
        awaitState(State.AVAILABLE);
        press(".get");
        awaitState(State.OFFERED);
        press(".agree");
    }

    /** Up to somewhere in the middle of a download. */
    private void fetchSlowly() {
        server.web.slow(20);
        show(CARD);
        agree();
        WindowRig.await("progress", () -> cuda.progressProperty().get() > 0.1);
    }

    private boolean isShown(String selector) {
        Node node = find(selector);
        return node != null
                && WindowRig.fx(() -> {
                    for (Node at = node; at != null; at = at.getParent()) {
                        if (!at.isVisible()) {
                            return false;
                        }
                    }
                    return true;
                });
    }

    private String text() {
        return ((Label) find(".cuda-text")).getText();
    }

    private List<String> texts() {
        return WindowRig.fx(() -> stage.getScene().getRoot().lookupAll(".label").stream()
                .map(node -> ((Label) node).getText())
                .toList());
    }

    @Test
    void withoutACardItIsSaidAndNothingIsOffered() {
        show(new Graphics.None());
        awaitState(State.ABSENT);
        assertThat(text()).contains("No NVIDIA graphics card", "models run on the processor");
        assertThat(isShown(".get")).isFalse();
        assertThat(server.web.requests()).isEmpty();
    }

    @Test
    void aCardThatCannotBeUsedSaysWhy() {
        show(new Graphics.Unusable(new Failure.Plain("The driver is too old")));
        awaitState(State.ABSENT);
        assertThat(text()).contains("The driver is too old");
        assertThat(isShown(".get")).isFalse();
    }

    @Test
    void aSystemWithoutSuchALibrarySaysSo() {
        show(CARD, Optional.empty());
        awaitState(State.ABSENT);
        assertThat(text()).contains("no PyTorch with CUDA for this system");
    }

    @Test
    void nothingIsFetchedBeforeTheUserAgreed() {
        show(CARD);
        awaitState(State.AVAILABLE);
        assertThat(text()).isEqualTo("An NVIDIA graphics card was found: NVIDIA L4, 24.0 GB.");
        assertThat(server.web.requests()).isEmpty();
        press(".get");
        awaitState(State.OFFERED);
        assertThat(texts()).anyMatch(t -> t.contains(server.address().toString()));
        assertThat(texts()).anyMatch(t -> t.contains(server.folder().root().toString()));
        assertThat(texts()).anyMatch(t -> t.contains("BSD-3-Clause"));
        assertThat(server.web.bytesSent()).isLessThan(10);
        press(".decline");
        awaitState(State.AVAILABLE);
        assertThat(isShown(".agree")).isFalse();
        assertThat(server.folder().root()).doesNotExist();
    }

    @Test
    void agreeingFetchesItAndAsksForARestart() {
        show(CARD);
        agree();
        awaitState(State.INSTALLED);
        assertThat(text()).contains("Restart the program to use it");
        assertThat(server.folder().isInstalled()).isTrue();
        assertThat(isShown(".cancel")).isFalse();
    }

    @Test
    void itIsPausedAndGoesOn() {
        fetchSlowly();
        press(".pause");
        awaitState(State.PAUSED);
        assertThat(cuda.statusProperty().get()).contains("paused at");
        server.web.slow(0);
        press(".resume");
        awaitState(State.INSTALLED);
    }

    @Test
    void cancellingDeletesWhatCame() {
        fetchSlowly();
        press(".cancel");
        awaitState(State.AVAILABLE);
        assertThat(server.support().isPartlyHere()).isFalse();
        assertThat(isShown(".get")).isTrue();
    }

    @Test
    void whatAnEarlierStartLeftGoesOnAfterAnotherAgreement() {
        fetchSlowly();
        downloads.close();
        WindowRig.run(stage::close);
        server.web.slow(0);
        downloads = QuickDownloads.usual();
        show(CARD);
        awaitState(State.PAUSED);
        assertThat(cuda.statusProperty().get()).contains("A part of CUDA support is here");
        press(".resume");
        awaitState(State.OFFERED);
        press(".agree");
        awaitState(State.INSTALLED);
    }

    @Test
    void aFaultStandsInTheCardAndTheButtonStays() {
        server.web.play(path -> path.contains("libtorch"), 1000, TestHub.status(404));
        show(CARD);
        awaitState(State.AVAILABLE);
        press(".get");
        WindowRig.await("problem", () -> !cuda.problemProperty().get().isEmpty());
        awaitState(State.AVAILABLE);
        assertThat(cuda.problemProperty().get()).contains("localhost has no libtorch.bin (404)");
        assertThat(isShown(".model-reason")).isTrue();
        assertThat(isShown(".get")).isTrue();
    }

    @Test
    void whyAnInstalledLibraryIsNotUsedIsSaidAndItCanBeRemoved() throws Exception {
        install();
        new CudaTrial("key", false, "libcublas is missing").write(server.folder());
        show(CARD);
        awaitState(State.INSTALLED);
        assertThat(text()).contains("not used", "libcublas is missing");
        press(".remove");
        WindowRig.frames(2);
        press(".remove-now");
        awaitState(State.AVAILABLE);
        assertThat(server.folder().isInstalled()).isFalse();
    }

    @Test
    void anInstalledLibraryThatWorksSaysSo() throws Exception {
        install();
        new CudaTrial("key", true, "").write(server.folder());
        show(CARD);
        awaitState(State.INSTALLED);
        assertThat(text()).contains("installed and works");
    }

    private void install() throws IOException, InterruptedException {
        CudaSupport support = server.support();
        support.start(downloads, support.offer()).result().join();
    }
}
