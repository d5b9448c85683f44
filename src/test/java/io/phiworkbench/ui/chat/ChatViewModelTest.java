package io.phiworkbench.ui.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.chat.Chats;
import io.phiworkbench.chat.DataFolder;
import io.phiworkbench.chat.sqlite.SqliteChatStore;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.ScriptedChatModel;
import io.phiworkbench.models.LibraryPlaces;
import io.phiworkbench.models.LoadedModels;
import io.phiworkbench.models.ModelLibrary;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.markdown.Block;
import io.phiworkbench.ui.markdown.MarkedWords;
import io.phiworkbench.ui.markdown.Span;
import io.phiworkbench.ui.models.ModelsViewModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The chat without a window: what would run on the FX thread is run by the test, when it likes. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ChatViewModelTest {
    private static final Path CHECKPOINT = Path.of("src/test/resources/oracle/phi35-vision");

    @TempDir
    Path folder;

    private final LinkedBlockingQueue<Runnable> fx = new LinkedBlockingQueue<>();
    private final ScriptedChatModel model = ScriptedChatModel.saying("It ", "is ", "blue.");
    private final List<String> finished = new ArrayList<>();
    private Chats chats;
    private ModelLibrary library;
    private LoadedModels loaded;
    private ChatViewModel chat;

    @BeforeEach
    void open() throws Exception {
        FxThread threads = new FxThread(Runnable::run, fx::add);
        chats = new Chats(SqliteChatStore.open(new DataFolder(folder)));
        library = new ModelLibrary(
                new LibraryPlaces(List.of(), folder.resolve("models"), folder.resolve("list"), folder.resolve("hub")));
        loaded = new LoadedModels((_, _, _, _) -> model);
        ModelsViewModel models = new ModelsViewModel(library, loaded, threads);
        chat = new ChatViewModel(chats, models, threads);
        chat.onFinished(answer -> finished.add(answer.message().text()));
        models.load(CHECKPOINT, LoadOptions.auto());
        runUntil(() -> models.current().isPresent());
    }

    @AfterEach
    void close() {
        chats.close();
        library.close();
        loaded.close();
        model.close();
    }

    private void runUntil(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Runnable next = fx.poll(1, TimeUnit.SECONDS);
            if (next != null) {
                next.run();
            }
        }
    }

    private void runWhatWaits() {
        List<Runnable> waiting = new ArrayList<>();
        fx.drainTo(waiting);
        waiting.forEach(Runnable::run);
    }

    private void awaitEndOfRun() {
        while (chat.open().isRunning()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void anAnswerThatBeganAndEndedBetweenTwoFramesIsTold() {
        chat.ask("Why?");
        awaitEndOfRun();
        runWhatWaits();
        assertThat(finished).containsExactly("It is blue.");
        assertThat(chat.messages()).hasSize(2);
        assertThat(chat.runningProperty().get()).isFalse();
    }

    @Test
    void theSpeedOfAFinishedAnswerIsTheOneThatItsRunMeasured() {
        chat.ask("Why?");
        awaitEndOfRun();
        runWhatWaits();
        double measured = chat.messages()
                .getLast()
                .message()
                .details()
                .orElseThrow()
                .statistics()
                .decodeTokensPerSecond();
        assertThat(chat.live().tokensPerSecondProperty().get()).isEqualTo(measured);
    }

    @Test
    void anAnswerThatEndsWhileItsBeginningIsTakenInIsTold() {
        model.holdTokens();
        chat.ask("Why?");
        chat.conversationProperty().subscribe((_, _) -> {
            model.release(3);
            awaitEndOfRun();
        });
        runWhatWaits();
        runWhatWaits();
        assertThat(finished).containsExactly("It is blue.");
    }

    @Test
    void anAnswerThatIsSeenWhileItRunsIsToldOnce() throws Exception {
        model.holdTokens();
        chat.ask("Why?");
        model.release(1);
        runUntil(() -> chat.messages().size() == 2
                && !chat.messages().getLast().message().text().isEmpty());
        assertThat(chat.runningProperty().get()).isTrue();
        assertThat(finished).isEmpty();
        model.release(2);
        awaitEndOfRun();
        runWhatWaits();
        assertThat(finished).containsExactly("It is blue.");
    }

    @Test
    void anAnswerThatIsContinuedIsToldAgain() {
        chat.ask("Why?");
        awaitEndOfRun();
        runWhatWaits();
        chat.continueAnswer(chat.messages().getLast());
        awaitEndOfRun();
        runWhatWaits();
        assertThat(finished).hasSize(2);
    }

    @Test
    void aChangedAnswerIsNoFinishedOne() {
        chat.ask("Why?");
        awaitEndOfRun();
        runWhatWaits();
        MessageViewModel answer = chat.messages().getLast();
        answer.beginEdit();
        answer.draftProperty().set("It is red.");
        chat.finishEdit(answer);
        runWhatWaits();
        assertThat(chat.messages().getLast().message().text()).isEqualTo("It is red.");
        assertThat(finished).hasSize(1);
    }

    @Test
    void anAnswerRunAgainWithItsSettingsShowsWhatDiffers() throws Exception {
        chat.ask("Why?");
        awaitEndOfRun();
        runWhatWaits();
        model.say("It ", "is ", "grey.");
        chat.repeat(chat.messages().getLast());
        runUntil(() -> chat.messages().getLast().differenceProperty().get().isPresent());
        AnswerDifference difference =
                chat.messages().getLast().differenceProperty().get().orElseThrow();
        assertThat(difference.version()).isEqualTo(1);
        assertThat(difference.blocks())
                .containsExactly(new Block.Paragraph(List.of(
                        new Span("It is ", Set.of(), ""),
                        new Span("blue", Set.of(Span.Style.REMOVED), ""),
                        new Span("grey", Set.of(Span.Style.ADDED), ""),
                        new Span(".", Set.of(), ""))));
        assertThat(difference.otherSettings()).isEmpty();
        assertThat(difference.words()).isEqualTo(new MarkedWords(1, 1));
    }

    @Test
    void anAnswerThatCameOutTheSameSaysSo() throws Exception {
        chat.ask("Why?");
        awaitEndOfRun();
        runWhatWaits();
        chat.repeat(chat.messages().getLast());
        runUntil(() -> chat.messages().getLast().differenceProperty().get().isPresent());
        AnswerDifference difference =
                chat.messages().getLast().differenceProperty().get().orElseThrow();
        assertThat(difference.words().isNone()).isTrue();
        assertThat(difference.summary()).contains("1");
    }

    @Test
    void versionsOfOtherSettingsAreComparedWithTheirSettings() throws Exception {
        chat.ask("Why?");
        awaitEndOfRun();
        runWhatWaits();
        long first = chat.messages().getLast().id();
        chat.update(c -> c.withOptions(c.options().withTemperature(0.7).withSeed(3)));
        chat.regenerate(chat.messages().getLast());
        awaitEndOfRun();
        runWhatWaits();
        chat.compare(chat.messages().getLast(), first);
        runUntil(() -> chat.messages().getLast().differenceProperty().get().isPresent());
        assertThat(chat.messages()
                        .getLast()
                        .differenceProperty()
                        .get()
                        .orElseThrow()
                        .otherSettings())
                .isPresent();
    }

    @Test
    void aDifferenceGoesWhenItsAnswerGrows() throws Exception {
        chat.ask("Why?");
        awaitEndOfRun();
        runWhatWaits();
        chat.repeat(chat.messages().getLast());
        MessageViewModel again;
        runUntil(() -> chat.messages().getLast().differenceProperty().get().isPresent());
        again = chat.messages().getLast();
        chat.continueAnswer(again);
        awaitEndOfRun();
        runWhatWaits();
        assertThat(again.message().text()).isEqualTo("It is blue.It is blue.");
        assertThat(again.differenceProperty().get()).isEmpty();
    }
}
