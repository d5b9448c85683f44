package io.phiworkbench.ui.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.ModelLoadException;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.RunStatistics;
import io.phiworkbench.ui.ScriptedModel;
import io.phiworkbench.ui.WindowRig;
import io.phiworkbench.ui.compare.PaneViewModel.Stage;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.shell.Screen;
import io.phiworkbench.vision.BlankPdf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.ScrollEvent;
import javafx.scene.text.Text;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** The compare screen in the real window, with models that say what they are told to. */
class CompareScreenTest {
    private static final Path SAMPLES = Path.of("assets/samples").toAbsolutePath();
    private static final Path MODELS = Path.of("src/test/resources/oracle").toAbsolutePath();

    @TempDir
    Path folder;

    private final List<Prompt> prompts = new CopyOnWriteArrayList<>();
    private final FxRobot robot = new FxRobot();
    private WindowRig rig;

    @BeforeEach
    void open() {
        Messages.use(Locale.ENGLISH);
        rig = new WindowRig(
                folder, Path.of("assets").toAbsolutePath(), (path, options, progress, cancelled) -> model(path));
        WindowRig.run(() -> rig.workbench().models().addFolder(MODELS));
        WindowRig.await("models", () -> compare().choices().all().size() > 3);
        WindowRig.run(() -> {
            compare().addPane();
            choose(0, "phi-demo");
            choose(1, "phi35-vision");
            choose(2, "phi3-mini-4k");
            rig.workbench().screenProperty().set(Screen.COMPARE);
        });
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private ChatModel model(Path path) {
        return switch (path.getFileName().toString()) {
            case "phi-demo" -> saying("one", "Tea costs 2.50 today");
            case "phi35-vision" -> saying("two", "Tea costs 3.50 today");
            case "phi35-moe" ->
                new ScriptedModel("endless", _ -> "- **on** and on\n".repeat(30_000), Duration.ofMillis(1));
            case "phi3-medium" -> saying("long", "word\n\n".repeat(400));
            case "phi35-mini-longrope" -> saying("longer", "word\n\n".repeat(600));
            default -> throw new ModelLoadException(path.getFileName() + ": its weights are cut off; get it again");
        };
    }

    private ChatModel saying(String name, String answer) {
        return new ScriptedModel(
                name,
                prompt -> {
                    prompts.add(prompt);
                    return answer;
                },
                Duration.ofMillis(1));
    }

    @Test
    void panesAnswerSideBySideAndTheOneThatCannotLoadSaysWhy() {
        assertThat(text("#compare-plan"))
                .startsWith("Plan: load ")
                .contains("phi-demo@", "phi35-vision@", "phi3-mini-4k@", "3 answer at once", "unload");
        ask("How much?");

        assertThat(pane(2).stageProperty().get()).isEqualTo(Stage.FAILED);
        assertThat(texts(".compare-reason")).contains("phi3-mini-4k: its weights are cut off; get it again");
        assertThat(pane(0).textProperty().get().strip()).isEqualTo("Tea costs 2.50 today");
        assertThat(pane(1).figuresProperty().get().generatedTokens()).isPositive();

        WindowRig.run(() -> compare().againstProperty().set(pane(0)));
        WindowRig.await("differences", () -> !pane(1).differenceProperty().get().isEmpty());
        assertThat(words(".md-removed")).contains("2");
        assertThat(words(".md-added")).contains("3");
        assertThat(pane(0).differenceProperty().get()).isEmpty();
        assertThat(texts(".difference-summary")).contains("Against A: 1 word left out, 1 only here");
        assertThat(nodes(".compare-scroll", ScrollPane.class).get(1).getAccessibleText())
                .startsWith("Against A: 1 word left out");
    }

    @Test
    void thatTwoAnswersAreTheSameIsSaidAndFollowsTheLettersOfThePanes() {
        WindowRig.run(() -> choose(2, "phi35-vision"));
        ask("How much?");
        WindowRig.run(() -> compare().againstProperty().set(pane(2)));
        WindowRig.await(
                "differences", () -> !pane(1).differenceSummaryProperty().get().isEmpty());
        assertThat(pane(1).differenceSummaryProperty().get()).isEqualTo("Word for word the same as C");

        WindowRig.run(() -> compare().removePane(pane(0)));
        WindowRig.await(
                "the new letter",
                () -> pane(0).differenceSummaryProperty().get().equals("Word for word the same as B"));
        WindowRig.run(() -> compare().againstProperty().set(null));
        assertThat(pane(0).differenceSummaryProperty().get()).isEmpty();
    }

    @Test
    void thatThereIsNothingToCompareWithIsSaid() {
        ask("How much?");
        WindowRig.run(() -> compare().againstProperty().set(pane(2)));
        assertThat(pane(0).differenceSummaryProperty().get()).isEqualTo("C has no finished answer to compare with");
        assertThat(pane(2).differenceSummaryProperty().get()).isEmpty();
        assertThat(pane(0).differenceProperty().get()).isEmpty();
    }

    @Test
    void askingAgainAsksTheModelsInSight() {
        ask("How much?");
        int asked = prompts.size();
        robot.push(KeyCode.SHORTCUT, KeyCode.R);
        WindowRig.await(
                "the answers again",
                () -> prompts.size() == 2 * asked
                        && !compare().runningProperty().get());
    }

    @Test
    void anAnswerIsCopiedAsText() {
        ask("How much?");
        WindowRig.await(
                "formatted text",
                () -> !pane(0).markdown().blocksProperty().get().isEmpty());
        List<Button> copies = nodes(".compare-copy", Button.class);
        assertThat(copies.get(2).isVisible())
                .as("of the model that did not load")
                .isFalse();
        WindowRig.run(copies.getFirst()::fire);
        assertThat(WindowRig.fx(() -> Clipboard.getSystemClipboard().getString()))
                .isEqualTo("Tea costs 2.50 today");
    }

    @Test
    void aRunThatIsStoppedKeepsWhatIsWrittenAndCanBeRepeated() {
        WindowRig.run(() -> choose(1, "phi35-moe"));
        WindowRig.run(() -> {
            compare().promptProperty().set("Go on");
            compare().run();
        });
        WindowRig.await("words", () -> pane(1).textProperty().get().length() > 40);
        WindowRig.run(() -> ((Button) rig.window().root().lookup("#compare-stop")).fire());
        WindowRig.await("the end", () -> !compare().runningProperty().get());

        assertThat(pane(1).stageProperty().get()).isEqualTo(Stage.STOPPED);
        assertThat(pane(1).textProperty().get()).startsWith("- **on** and on");
        WindowRig.run(() -> choose(1, "phi35-vision"));
        ask("Again?");
        assertThat(pane(1).textProperty().get().strip()).isEqualTo("Tea costs 3.50 today");
    }

    @Test
    void aRunThatWasStoppedIsReportedWithWhatIsThere() throws IOException {
        WindowRig.run(() -> {
            choose(1, "phi35-moe");
            compare().promptProperty().set("Go on");
            compare().run();
        });
        WindowRig.await(
                "one answer and a part of another",
                () -> pane(0).stageProperty().get() == Stage.DONE
                        && pane(1).textProperty().get().length() > 40);
        WindowRig.run(() -> compare().stop());
        WindowRig.await("the end", () -> !compare().runningProperty().get());
        Path report = folder.resolve("report");
        WindowRig.run(() -> compare().saveReport(report));
        WindowRig.await("the report", () -> compare().statusProperty().get().startsWith("Saved"));

        assertThat(Files.readAllLines(report.resolve("report.csv")))
                .satisfiesExactly(
                        head -> assertThat(head).startsWith("line,prompt"),
                        done -> assertThat(done).contains("phi-demo@", ",Tea costs 2.50 today,"),
                        cut -> assertThat(cut).contains("phi35-moe@").endsWith(",stopped"),
                        broken -> assertThat(broken).contains("phi3-mini-4k@").endsWith("get it again"));
        assertThat(Files.readString(report.resolve("report.html")))
                .contains("Go on", "Tea costs 2.50 today", "stopped", "its weights are cut off");
    }

    @Test
    void answersScrollTogetherByTheSamePartOfEach() {
        WindowRig.run(() -> {
            choose(1, "phi3-medium");
            choose(2, "phi35-mini-longrope");
        });
        ask("Tell me more");
        List<ScrollPane> scrolls = nodes(".compare-scroll", ScrollPane.class);
        WindowRig.await(
                "answers that are higher than their panes",
                () -> scrolls.subList(1, 3).stream()
                        .allMatch(s -> s.getContent().getLayoutBounds().getHeight()
                                > 2 * s.getViewportBounds().getHeight()));
        WindowRig.run(() -> scrolls.get(1).getContent().fireEvent(wheelDown()));
        WindowRig.await("a scrolled answer", () -> scrolls.get(1).getVvalue() > 0);
        double part = WindowRig.fx(() -> scrolls.get(1).getVvalue());
        assertThat(part).isLessThan(1);
        assertThat(WindowRig.fx(() -> scrolls.get(2).getVvalue())).isEqualTo(part);

        WindowRig.run(() -> scrolls.get(2).setVvalue(1));
        assertThat(WindowRig.fx(() -> scrolls.get(1).getVvalue())).isEqualTo(1);
    }

    @Test
    void eachFigureHasABarAsLongAsItIsBesideTheLargest() {
        WindowRig.run(() -> choose(1, "phi3-medium"));
        ask("Tell me more");
        List<FigureBars> panes = nodes(".compare-figures", FigureBars.class);
        List<RunStatistics> runs = List.of(
                pane(0).figuresProperty().get(), pane(1).figuresProperty().get());

        assertThat(runs).extracting(RunStatistics::generatedTokens).containsExactly(4, 400);
        assertThat(bar(panes.get(0), 2)).isEqualTo(0.01);
        assertThat(bar(panes.get(1), 2)).isEqualTo(1);
        double speed = runs.get(0).decodeTokensPerSecond() / runs.get(1).decodeTokensPerSecond();
        assertThat(bar(panes.get(0), 1) / bar(panes.get(1), 1)).isEqualTo(speed, within(1e-9));
        assertThat(figures(panes.get(0))).contains("1.5 s", "4");
        assertThat(figures(panes.get(1))).contains("400");
        assertThat(figures(panes.get(2))).as("of the model that did not load").containsOnly("–");
        assertThat(bar(panes.get(2), 0)).isZero();
    }

    private static ScrollEvent wheelDown() {
        return new ScrollEvent(
                ScrollEvent.SCROLL,
                0,
                0,
                0,
                0,
                false,
                false,
                false,
                false,
                false,
                false,
                0,
                -200,
                0,
                -200,
                ScrollEvent.HorizontalTextScrollUnits.NONE,
                0,
                ScrollEvent.VerticalTextScrollUnits.NONE,
                0,
                0,
                null);
    }

    /** First token, speed, tokens, memory. */
    private static double bar(FigureBars of, int figure) {
        return WindowRig.fx(() -> of.getChildren().stream()
                .filter(ProgressBar.class::isInstance)
                .map(ProgressBar.class::cast)
                .toList()
                .get(figure)
                .getProgress());
    }

    private static List<String> figures(FigureBars of) {
        return WindowRig.fx(() -> of.lookupAll(".compare-figure").stream()
                .map(n -> ((Labeled) n).getText())
                .toList());
    }

    private <T> List<T> nodes(String selector, Class<T> type) {
        return WindowRig.fx(() ->
                rig.window().root().lookupAll(selector).stream().map(type::cast).toList());
    }

    @Test
    void aPaneShowsFormattedTextWhileItIsWritten() {
        WindowRig.run(() -> {
            choose(1, "phi35-moe");
            compare().promptProperty().set("Go on");
            compare().run();
        });
        WindowRig.await(
                "a list that grows",
                () -> pane(1).stageProperty().get() == Stage.WRITING
                        && rig.window()
                                        .root()
                                        .lookupAll(".compare .md-list .md-strong")
                                        .size()
                                > 3);
        assertThat(words(".compare .md-text")).noneMatch(word -> word.contains("**"));
        WindowRig.run(() -> compare().stop());
        WindowRig.await("the end", () -> !compare().runningProperty().get());
    }

    @Test
    void oneAfterTheOtherIsPlannedAsRoundsAndPanesAreTwoToFour() {
        WindowRig.run(() -> {
            compare().inTurnProperty().set(true);
            compare().addPane();
            compare().addPane();
        });
        assertThat(WindowRig.fx(() -> compare().panes().size())).isEqualTo(4);
        assertThat(compare().planProperty().get().plan().rounds()).hasSize(4);
        WindowRig.run(() -> List.copyOf(compare().panes()).forEach(compare()::removePane));
        assertThat(WindowRig.fx(() -> compare().panes().size())).isEqualTo(2);
    }

    @Test
    void picturesOpenLargeAndTheirLimitOfCropsReachesTheModels() throws IOException {
        WindowRig.run(() -> compare().tray().addFiles(List.of(SAMPLES.resolve("sign.png"))));
        awaitPictures(1);
        WindowRig.run(() -> rig.window().root().lookup(".compare .tray-tile").requestFocus());
        robot.push(KeyCode.ENTER);
        WindowRig.await("the viewer", () -> rig.window().root().lookup(".picture-viewer") != null);
        WindowRig.run(() -> {
            compare().tray().limitCrops(compare().tray().items().getFirst(), OptionalInt.of(3));
            rig.window().closeOverlay();
        });
        ask("What stands here?");

        assertThat(prompts)
                .hasSize(2)
                .allSatisfy(p -> assertThat(p.images().getFirst().numCrops()).hasValue(3));
        assertThat(prompts.getFirst().images().getFirst().content())
                .isEqualTo(Files.readAllBytes(SAMPLES.resolve("sign.png")));
    }

    @Test
    void pagesOfADocumentAndFramesOfAVideoAreChosenAsInAChat() throws IOException {
        paste(document(3));
        WindowRig.await("the pages", () -> rig.window().root().lookup("#page-range") != null);
        WindowRig.run(() -> ((TextField) rig.window().root().lookup("#page-range")).setText("2-3"));
        addWhenItCan("#page-range");
        awaitPictures(2);

        paste(Path.of("src/test/resources/vision/colours.mp4").toAbsolutePath());
        WindowRig.await("the frames", () -> rig.window().root().lookup("#frame-count") != null);
        WindowRig.run(() -> {
            ((Spinner<?>) rig.window().root().lookup("#frame-count")).decrement(6);
        });
        addWhenItCan("#frame-count");
        awaitPictures(4);

        ask("What differs?");
        assertThat(prompts).allSatisfy(p -> assertThat(p.images()).hasSize(4));
        assertThat(rig.workbench().chat().tray().items()).isEmpty();
    }

    @Test
    void whatIsNoPictureStaysInTheTrayWithItsReason() throws IOException {
        paste(Files.writeString(folder.resolve("torn.pdf"), "no document"));
        WindowRig.await("the reason", () -> compare().tray().items().size() == 1);
        assertThat(compare().tray().items().getFirst().reasonProperty().get()).isNotEmpty();

        ask("Go on without");
        assertThat(pane(0).stageProperty().get()).isEqualTo(Stage.DONE);
    }

    private Path document(int pages) {
        return BlankPdf.write(folder.resolve("pages.pdf"), pages, PDRectangle.LETTER);
    }

    private void paste(Path file) {
        WindowRig.run(() -> {
            ClipboardContent content = new ClipboardContent();
            content.putFiles(List.of(file.toFile()));
            Clipboard.getSystemClipboard().setContent(content);
            rig.window().root().lookup("#compare-prompt").requestFocus();
        });
        robot.push(KeyCode.SHORTCUT, KeyCode.V);
    }

    /** The button of the sheet that a field stands on: it is dead until the cost is known. */
    private void addWhenItCan(String field) {
        WindowRig.await("what it costs", () -> !addButton(field).isDisabled());
        WindowRig.run(() -> addButton(field).fire());
    }

    private Button addButton(String field) {
        return rig.window().root().lookup(field).getParent().lookupAll(".button").stream()
                .map(Button.class::cast)
                .filter(Button::isDefaultButton)
                .findFirst()
                .orElseThrow();
    }

    private void awaitPictures(int count) {
        WindowRig.await(
                count + " pictures",
                () -> compare().tray().pictures().size() == count
                        && compare().tray().readyProperty().get());
    }

    private void ask(String prompt) {
        WindowRig.run(() -> {
            compare().promptProperty().set(prompt);
            ((Button) rig.window().root().lookup("#compare-run")).fire();
        });
        WindowRig.await(
                "all answers",
                () -> !compare().runningProperty().get()
                        && compare().panes().stream()
                                .noneMatch(p -> p.stageProperty().get() == Stage.WAITING));
        WindowRig.frames(5);
    }

    private void choose(int pane, String name) {
        pane(pane)
                .choiceProperty()
                .set(compare().choices().all().stream()
                        .filter(c -> c instanceof ModelChoice.Local(var entry)
                                && entry.folder().endsWith(name))
                        .findFirst()
                        .orElseThrow());
    }

    private PaneViewModel pane(int index) {
        return compare().panes().get(index);
    }

    private CompareViewModel compare() {
        return rig.workbench().compare();
    }

    private String text(String selector) {
        return WindowRig.fx(() -> ((Labeled) rig.window().root().lookup(selector)).getText());
    }

    private List<String> texts(String selector) {
        return WindowRig.fx(() -> rig.window().root().lookupAll(selector).stream()
                .map(n -> ((Labeled) n).getText())
                .toList());
    }

    private List<String> words(String selector) {
        return WindowRig.fx(() -> rig.window().root().lookupAll(selector).stream()
                .map(n -> ((Text) n).getText())
                .toList());
    }
}
