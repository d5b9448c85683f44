package io.phiworkbench.ui.models.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.models.hub.Downloads;
import io.phiworkbench.models.hub.TestHub;
import io.phiworkbench.ui.WindowRig;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.models.catalogue.CatalogueRow.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class CatalogueViewTest {
    @TempDir
    Path folder;

    private final FxRobot robot = new FxRobot();
    private final AtomicInteger shown = new AtomicInteger();
    private CatalogueRig rig;
    private Downloads downloads;
    private CatalogueViewModel catalogue;
    private CatalogueRow row;
    private Stage stage;

    @BeforeEach
    void open() {
        Messages.use(Locale.ENGLISH);
        WindowRig.startToolkit();
        rig = new CatalogueRig(folder);
        downloads = rig.downloads();
        stage = WindowRig.fx(() -> {
            catalogue = new CatalogueViewModel(downloads, () -> {}, FxThread.toolkit());
            ScrollPane scroll = new ScrollPane(
                    new VBox(new GetPhiCard(catalogue, shown::incrementAndGet), new CatalogueView(catalogue, _ -> {})));
            scroll.setFitToWidth(true);
            Stage made = new Stage();
            made.setScene(new Scene(scroll, 1100, 760));
            made.show();
            return made;
        });
        WindowRig.await("catalogue", () -> catalogue.recommendedProperty().get() != null);
        row = CatalogueRig.row(catalogue, CatalogueRig.ID);
        WindowRig.frames(3);
    }

    @AfterEach
    void close() {
        WindowRig.run(stage::close);
        downloads.close();
        rig.close();
    }

    private Node find(String selector) {
        return WindowRig.fx(() -> stage.getScene().getRoot().lookup(selector));
    }

    /** With the keyboard, which reaches what is scrolled out of sight too. */
    private void press(String selector) {
        Node button = find(selector);
        WindowRig.run(button::requestFocus);
        robot.type(KeyCode.SPACE);
    }

    private static String card(String part) {
        return "#catalogue-" + CatalogueRig.ID + " " + part;
    }

    private void awaitState(State state) {
        WindowRig.await(state.name(), () -> row.stateProperty().get() == state);
        WindowRig.frames(2);
    }

    @Test
    void oneButtonGetsAModelAndItsCardGoes() {
        press(card(".get"));
        awaitState(State.HERE);
        assertThat(find("#catalogue-" + CatalogueRig.ID).isVisible()).isFalse();
    }

    @Test
    void theCardShowsHowFarItIsPausesAndGoesOn() {
        rig.hub.slow(10);
        press(card(".get"));
        awaitState(State.ACTIVE);
        WindowRig.await("progress", () -> row.progressProperty().get() > 0.02);
        Label status = (Label) find(card(".get-progress .label"));
        assertThat(WindowRig.fx(status::getText)).contains("%");
        assertThat(find(card(".get")).isVisible()).isFalse();
        press(card(".pause"));
        awaitState(State.PAUSED);
        rig.hub.slow(0);
        press(card(".resume"));
        awaitState(State.HERE);
    }

    @Test
    void cancelBringsTheButtonBack() {
        rig.hub.slow(10);
        press(card(".get"));
        WindowRig.await("progress", () -> row.progressProperty().get() > 0.02);
        press(card(".cancel"));
        awaitState(State.HUB);
        assertThat(find(card(".get")).isVisible()).isTrue();
    }

    @Test
    void filesAreCheckedWithAButtonAndShownWithSizeAndHash() {
        CompletableFuture<Path> here = new CompletableFuture<>();
        WindowRig.run(() -> {
            catalogue.onHere((_, place) -> here.complete(place));
            catalogue.get(row);
        });
        Path place = here.join();
        FileCheck check = WindowRig.fx(() -> catalogue.check(place));
        WindowRig.run(() -> stage.getScene().setRoot(new VBox(new FileCheckPane(check, "Phi-3-mini"))));
        WindowRig.frames(3);
        press(".check");
        WindowRig.await("check", () -> check.stateProperty().get() == FileCheck.State.SOUND);
        WindowRig.frames(2);
        assertThat(texts())
                .contains("All 2 files are as the Hub announced", "model.safetensors · 3 MB · sound")
                .contains(check.files().getLast().found());
        assertThat(find(".discard").isVisible()).isFalse();
    }

    private List<String> texts() {
        return WindowRig.fx(() -> stage.getScene().getRoot().lookupAll(".label").stream()
                .map(node -> ((Label) node).getText())
                .toList());
    }

    @Test
    void aProblemStandsInTheCard() {
        rig.hub.play(path -> path.startsWith("/api/"), 1, TestHub.status(404, "X-Error-Code", "RepoNotFound"));
        press(card(".get"));
        WindowRig.await("problem", () -> !row.problemProperty().get().isEmpty());
        Label reason = (Label) find(card(".model-reason"));
        assertThat(WindowRig.fx(reason::isVisible)).isTrue();
        assertThat(WindowRig.fx(reason::getText)).contains("is not on localhost (404)");
    }

    @Test
    void theFirstStartsCardOffersOneModelWithItsVerdict() {
        String title = catalogue.recommendedProperty().get().model().title();
        assertThat(robot.lookup("#get-phi .title-4").queryAs(Label.class).getText())
                .isEqualTo("Get " + title);
        assertThat(robot.lookup("#get-phi .verdict").queryAs(Label.class).getText())
                .isNotBlank();
        assertThat(find("#get-phi .get").isVisible()).isTrue();
        assertThat(rig.hub.requests()).isEmpty();
    }
}
