package io.phiworkbench.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.ChatMessage.Role;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.Phase;
import io.phiworkbench.inference.RunFault;
import io.phiworkbench.inference.ScriptedChatModel;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How answers come about: runs, the queue, stopping, going on, failing. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class AnsweringTest {
    @TempDir
    Path folder;

    private ChatRig rig;

    @BeforeEach
    void open() {
        rig = new ChatRig(folder);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void anAnswerStreamsAndEndsWithItsFigures() throws InterruptedException {
        Message answer = rig.ask("What colour is the sky?");
        assertThat(answer.text()).isEqualTo("It is blue.");
        assertThat(answer.state()).isEqualTo(MessageState.COMPLETE);
        AnswerDetails details = answer.details().orElseThrow();
        assertThat(details.record().options().seed()).hasValue(42);
        assertThat(details.statistics().generatedTokens()).isEqualTo(3);
        assertThat(rig.await(ConversationEvent.AnswerProgress.class, _ -> true).phase())
                .isEqualTo(Phase.PREFILL);
        StringBuilder streamed = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            streamed.append(rig.await(ConversationEvent.TokenAdded.class, _ -> true)
                    .token()
                    .text());
        }
        assertThat(streamed).hasToString("It is blue.");
        assertThat(rig.await(
                                ConversationEvent.MessageChanged.class,
                                e -> !e.message().isRunning())
                        .message())
                .isEqualTo(answer);
    }

    @Test
    void theWholeBranchAndTheSystemPromptAreSent() {
        rig.chat().update(c -> c.withSystemPrompt("Be brief."));
        rig.ask("one");
        rig.ask("two");
        assertThat(rig.asked(1).messages())
                .containsExactly(
                        new ChatMessage(Role.SYSTEM, "Be brief."),
                        new ChatMessage(Role.USER, "one"),
                        new ChatMessage(Role.ASSISTANT, "It is blue."),
                        new ChatMessage(Role.USER, "two"));
        assertThat(rig.asked(1).continueLast()).isFalse();
    }

    @Test
    void picturesAreStoredByHashAndSentWithTheirCrops() {
        ImageInput picture = ImageInput.of("receipt.png", new byte[] {1, 2, 3}).withNumCrops(4);
        rig.chat().ask("Read it", List.of(Picture.of(picture)), rig.model()).join();
        rig.restart();
        rig.ask("And the date?");
        assertThat(rig.asked(1).images()).containsExactly(picture);
        assertThat(folder.resolve("attachments")
                        .resolve(picture.sha256().substring(0, 2))
                        .resolve(picture.sha256()))
                .hasBinaryContent(new byte[] {1, 2, 3});
    }

    @Test
    void anEditedPictureKeepsItsOriginal() {
        ImageInput original = ImageInput.of("a.png", new byte[] {1});
        Picture edited = new Picture(
                ImageInput.of("a.png", new byte[] {2}),
                Optional.of(new Picture.Edit(original, 1, Optional.of(new Attachment.Region(1, 2, 3, 4)))));
        rig.chat().ask("Read", List.of(edited), rig.model()).join();
        rig.restart();
        Attachment stored = rig.chat().branch().getFirst().attachments().getFirst();
        assertThat(stored).isEqualTo(edited.attachment());
        assertThat(rig.chats()
                        .attachment(stored.edit().orElseThrow().originalSha256())
                        .join())
                .containsExactly(1);
    }

    @Test
    void aPictureThatIsGoneFailsTheAnswerAndSaysWhich() throws Exception {
        ImageInput picture = ImageInput.of("receipt.png", new byte[] {1, 2, 3});
        rig.chat().ask("Read it", List.of(Picture.of(picture)), rig.model()).join();
        Files.delete(new AttachmentStore(folder.resolve("attachments")).file(picture.sha256()));
        Message answer = rig.ask("And the date?");
        assertThat(answer.state()).isEqualTo(MessageState.FAILED);
        assertThat(english(answer)).contains(picture.sha256()).contains("missing");
    }

    @Test
    void aQuestionAskedDuringAnAnswerWaitsVisiblyAndIsAnsweredAfterIt() throws InterruptedException {
        rig.model().holdTokens();
        CompletableFuture<Message> first = rig.chat().ask("one", List.of(), rig.model());
        CompletableFuture<Message> second = rig.chat().ask("two", List.of(), rig.model());
        assertThat(rig.chat().queue()).extracting(QueuedQuestion::text).containsExactly("two");
        assertThat(rig.await(
                                ConversationEvent.QueueChanged.class,
                                e -> !e.waiting().isEmpty())
                        .waiting())
                .extracting(QueuedQuestion::text)
                .containsExactly("two");
        rig.model().releaseAll();
        first.join();
        assertThat(second.join().state()).isEqualTo(MessageState.COMPLETE);
        assertThat(rig.texts()).containsExactly("one", "It is blue.", "two", "It is blue.");
        assertThat(rig.chat().queue()).isEmpty();
    }

    @Test
    void aQuestionCanBeTakenOutOfTheQueue() {
        rig.model().holdTokens();
        CompletableFuture<Message> first = rig.chat().ask("one", List.of(), rig.model());
        CompletableFuture<Message> second = rig.chat().ask("two", List.of(), rig.model());
        assertThat(rig.chat().removeQueued(rig.chat().queue().getFirst().id())).isTrue();
        assertThatThrownBy(second::join).isInstanceOf(CancellationException.class);
        rig.model().releaseAll();
        first.join();
        assertThat(rig.texts()).containsExactly("one", "It is blue.");
    }

    @Test
    void theQueueStandsStillAfterAFailureUntilItIsResumed() {
        rig.model().holdTokens();
        CompletableFuture<Message> first = rig.chat().ask("one", List.of(), rig.model());
        CompletableFuture<Message> second = rig.chat().ask("two", List.of(), rig.model());
        Failure broken = Failure.about("a.png", RunFault.READS_TEXT_ONLY, "Phi");
        rig.model().failWith(broken);
        rig.model().releaseAll();
        Message failed = first.join();
        assertThat(failed.state()).isEqualTo(MessageState.FAILED);
        assertThat(failed.failure()).contains(broken);
        assertThat(failed.text()).isEqualTo("It ");
        assertThat(rig.chat().queue()).hasSize(1);
        rig.model().failWith(null);
        rig.chat().resumeQueue();
        assertThat(second.join().state()).isEqualTo(MessageState.COMPLETE);
    }

    @Test
    void stoppingKeepsWhatWasSaid() throws InterruptedException {
        rig.model().holdTokens();
        CompletableFuture<Message> answer = rig.chat().ask("one", List.of(), rig.model());
        rig.model().release(1);
        rig.awaitToken();
        rig.chat().stop();
        assertThat(answer.join().state()).isEqualTo(MessageState.STOPPED);
        assertThat(answer.join().text()).isEqualTo("It ");
        assertThat(rig.chat().isRunning()).isFalse();
    }

    @Test
    void aStoppedAnswerIsContinuedWhereItEnded() throws InterruptedException {
        rig.model().holdTokens();
        CompletableFuture<Message> stopped = rig.chat().ask("one", List.of(), rig.model());
        rig.model().release(1);
        rig.awaitToken();
        rig.chat().stop();
        stopped.join();
        rig.model().say("is ", "green.");
        rig.model().releaseAll();
        Message continued =
                rig.chat().continueAnswer(stopped.join().id(), rig.model()).join();
        assertThat(continued.id()).isEqualTo(stopped.join().id());
        assertThat(continued.text()).isEqualTo("It is green.");
        assertThat(continued.details().orElseThrow().continued()).isTrue();
        assertThat(rig.asked(1).continueLast()).isTrue();
        assertThat(rig.asked(1).messages()).last().isEqualTo(new ChatMessage(Role.ASSISTANT, "It "));
    }

    @Test
    void repeatingUsesTheSettingsAndSeedOfTheAnswer() {
        Message first = rig.ask("one");
        rig.chat().update(c -> c.withOptions(GenerationOptions.sampled().withSeed(7)));
        rig.chat().repeat(first.id(), rig.model()).join();
        assertThat(rig.model().asked().get(1).options())
                .isEqualTo(GenerationOptions.greedy().withSeed(42));
    }

    @Test
    void aFailedAnswerWithoutTextIsNotSentAndItsQuestionJoinsTheNext() {
        rig.model().say("");
        rig.model().failWith(Failure.of(RunFault.EMPTY_PROMPT));
        rig.ask("one");
        rig.model().failWith(null);
        rig.model().say("ok");
        rig.ask("two");
        assertThat(rig.asked(1).messages()).containsExactly(new ChatMessage(Role.USER, "one\n\ntwo"));
    }

    @Test
    void whileAnAnswerRunsWhatWouldDisturbItIsRefused() {
        Message answer = rig.ask("one");
        rig.model().holdTokens();
        CompletableFuture<Message> running = rig.chat().ask("two", List.of(), rig.model());
        assertThatThrownBy(() -> rig.chat().regenerate(answer.id(), rig.model()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("stop it first");
        assertThatThrownBy(() -> rig.chat().delete(answer.id())).isInstanceOf(IllegalStateException.class);
        rig.model().releaseAll();
        running.join();
    }

    @Test
    void tokenProbabilitiesAreStoredWhereTheyWereAskedFor() {
        GeneratedToken token = new GeneratedToken(
                5,
                "Yes",
                -0.1,
                List.of(new GeneratedToken.Alternative(5, "Yes", -0.1), new GeneratedToken.Alternative(6, "No", -2.5)));
        ScriptedChatModel telling = ScriptedChatModel.answering(_ -> List.of(token));
        Message answer = rig.chat().ask("Sure?", List.of(), telling).join();
        assertThat(answer.details().orElseThrow().hasTokens()).isTrue();
        rig.restart();
        assertThat(rig.chats().tokens(answer.id()).join()).containsExactly(token);
    }

    @Test
    void aListenerThatThrowsDisturbsNobody() {
        rig.chat().listen(_ -> {
            throw new IllegalStateException("a view's bug");
        });
        assertThat(rig.ask("one").state()).isEqualTo(MessageState.COMPLETE);
    }

    @Test
    void aModelThatIsClosedFailsTheAnswer() {
        ScriptedChatModel closed = ScriptedChatModel.saying("never");
        closed.close();
        Message answer = rig.chat().ask("one", List.of(), closed).join();
        assertThat(answer.state()).isEqualTo(MessageState.FAILED);
        assertThat(answer.failure()).contains(Failure.of(RunFault.MODEL_CLOSED));
    }

    @Test
    void whatNobodyForesawFailsTheAnswerToo() {
        ChatModel broken = (ChatModel) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ChatModel.class}, (_, method, arguments) -> {
                    if (method.getName().equals("generate")) {
                        throw new ArithmeticException("blue smoke");
                    }
                    return method.invoke(rig.model(), arguments);
                });
        Message answer = rig.chat()
                .ask("one", List.of(), broken)
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
        assertThat(answer.state()).isEqualTo(MessageState.FAILED);
        assertThat(english(answer)).isEqualTo("the run failed: blue smoke");
    }

    @Test
    void whyAnAnswerFailedIsKeptAsAValue() {
        Failure tooLong = Failure.of(RunFault.PROMPT_TOO_LONG, 5_200, 1_921, "Phi", 4_096);
        rig.model().failWith(tooLong);
        rig.ask("one");
        rig.restart();
        Message stored = rig.chat().branch().getLast();
        assertThat(stored.failure()).contains(tooLong);
        assertThat(tooLong.in(Locale.FRENCH)).startsWith("la question fait 5\u202f200 jetons");
    }

    @Test
    void aFailureOfNoKnownKindHasWordsBeforeItsOwn() {
        rig.model().failWith(new Failure.Plain("blue smoke"));
        Failure why = rig.ask("one").failure().orElseThrow();
        assertThat(why.english()).isEqualTo("the run failed: blue smoke");
        assertThat(why.in(Locale.FRENCH)).isEqualTo("l’exécution a échoué : blue smoke");
    }

    private static String english(Message answer) {
        return answer.failure().orElseThrow().english();
    }
}
