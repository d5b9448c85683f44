package io.phiworkbench.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phiworkbench.chat.sqlite.SqliteChatStore;
import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.ChatMessage.Role;
import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.Phase;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.ScriptedChatModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ChatsTest {
    @TempDir
    Path folder;

    private final ScriptedChatModel model = ScriptedChatModel.saying("It ", "is ", "blue.");
    private final LinkedBlockingQueue<ConversationEvent> events = new LinkedBlockingQueue<>();
    private Chats chats;
    private OpenConversation chat;

    @BeforeEach
    void open() {
        chats = new Chats(SqliteChatStore.open(new DataFolder(folder)));
        chat = chats.create(GenerationOptions.greedy());
        chat.listen(events::add);
    }

    @AfterEach
    void close() {
        chats.close();
        model.close();
    }

    private Message ask(String text) {
        return chat.ask(text, List.of(), model).join();
    }

    /** Closes everything and opens the same chat again. */
    private void restart() {
        long id = chat.id();
        chats.close();
        chats = new Chats(SqliteChatStore.open(new DataFolder(folder)));
        chat = chats.open(id).join();
        chat.listen(events::add);
    }

    private <E extends ConversationEvent> E await(Class<E> type, Predicate<E> wanted) throws InterruptedException {
        while (true) {
            ConversationEvent event = events.take();
            if (type.isInstance(event) && wanted.test(type.cast(event))) {
                return type.cast(event);
            }
        }
    }

    private void awaitToken() throws InterruptedException {
        await(ConversationEvent.TokenAdded.class, _ -> true);
    }

    private static List<String> texts(OpenConversation conversation) {
        return conversation.branch().stream().map(Message::text).toList();
    }

    private Prompt.Chat asked(int index) {
        return (Prompt.Chat) model.asked().get(index).prompt();
    }

    @Test
    void anAnswerStreamsAndEndsWithItsFigures() throws InterruptedException {
        Message answer = ask("What colour is the sky?");
        assertThat(answer.text()).isEqualTo("It is blue.");
        assertThat(answer.state()).isEqualTo(MessageState.COMPLETE);
        AnswerDetails details = answer.details().orElseThrow();
        assertThat(details.record().options().seed()).hasValue(42);
        assertThat(details.statistics().generatedTokens()).isEqualTo(3);
        assertThat(await(ConversationEvent.AnswerProgress.class, _ -> true).phase())
                .isEqualTo(Phase.PREFILL);
        StringBuilder streamed = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            streamed.append(
                    await(ConversationEvent.TokenAdded.class, _ -> true).token().text());
        }
        assertThat(streamed).hasToString("It is blue.");
        assertThat(await(
                                ConversationEvent.MessageChanged.class,
                                e -> !e.message().isRunning())
                        .message())
                .isEqualTo(answer);
    }

    @Test
    void aChatIsThereAgainAfterARestart() {
        Message answer = ask("What colour is the sky?");
        restart();
        assertThat(chats.conversations().join())
                .extracting(Conversation::title)
                .containsExactly("What colour is the sky?");
        assertThat(chat.branch()).last().isEqualTo(answer);
        assertThat(chat.branch().getFirst().text()).isEqualTo("What colour is the sky?");
    }

    @Test
    void aConversationWithoutMessagesIsNotStored() {
        assertThat(chats.conversations().join()).isEmpty();
    }

    @Test
    void theWholeBranchAndTheSystemPromptAreSent() {
        chat.update(c -> c.withSystemPrompt("Be brief."));
        ask("one");
        ask("two");
        assertThat(asked(1).messages())
                .containsExactly(
                        new ChatMessage(Role.SYSTEM, "Be brief."),
                        new ChatMessage(Role.USER, "one"),
                        new ChatMessage(Role.ASSISTANT, "It is blue."),
                        new ChatMessage(Role.USER, "two"));
        assertThat(asked(1).continueLast()).isFalse();
    }

    @Test
    void picturesAreStoredByHashAndSentWithTheirCrops() {
        ImageInput picture = ImageInput.of("receipt.png", new byte[] {1, 2, 3}).withNumCrops(4);
        chat.ask("Read it", List.of(Picture.of(picture)), model).join();
        restart();
        ask("And the date?");
        assertThat(asked(1).images()).containsExactly(picture);
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
        chat.ask("Read", List.of(edited), model).join();
        restart();
        Attachment stored = chat.branch().getFirst().attachments().getFirst();
        assertThat(stored).isEqualTo(edited.attachment());
        assertThat(chats.attachment(stored.edit().orElseThrow().originalSha256())
                        .join())
                .containsExactly(1);
    }

    @Test
    void aPictureThatIsGoneFailsTheAnswerAndSaysWhich() throws Exception {
        ImageInput picture = ImageInput.of("receipt.png", new byte[] {1, 2, 3});
        chat.ask("Read it", List.of(Picture.of(picture)), model).join();
        Files.delete(new AttachmentStore(folder.resolve("attachments")).file(picture.sha256()));
        Message answer = ask("And the date?");
        assertThat(answer.state()).isEqualTo(MessageState.FAILED);
        assertThat(answer.error().orElseThrow()).contains(picture.sha256()).contains("missing");
    }

    @Test
    void aQuestionAskedDuringAnAnswerWaitsVisiblyAndIsAnsweredAfterIt() throws InterruptedException {
        model.holdTokens();
        CompletableFuture<Message> first = chat.ask("one", List.of(), model);
        CompletableFuture<Message> second = chat.ask("two", List.of(), model);
        assertThat(chat.queue()).extracting(QueuedQuestion::text).containsExactly("two");
        assertThat(await(ConversationEvent.QueueChanged.class, e -> !e.waiting().isEmpty())
                        .waiting())
                .extracting(QueuedQuestion::text)
                .containsExactly("two");
        model.releaseAll();
        first.join();
        assertThat(second.join().state()).isEqualTo(MessageState.COMPLETE);
        assertThat(texts(chat)).containsExactly("one", "It is blue.", "two", "It is blue.");
        assertThat(chat.queue()).isEmpty();
    }

    @Test
    void aQuestionCanBeTakenOutOfTheQueue() {
        model.holdTokens();
        CompletableFuture<Message> first = chat.ask("one", List.of(), model);
        CompletableFuture<Message> second = chat.ask("two", List.of(), model);
        assertThat(chat.removeQueued(chat.queue().getFirst().id())).isTrue();
        assertThatThrownBy(second::join).isInstanceOf(CancellationException.class);
        model.releaseAll();
        first.join();
        assertThat(texts(chat)).containsExactly("one", "It is blue.");
    }

    @Test
    void theQueueStandsStillAfterAFailureUntilItIsResumed() {
        model.holdTokens();
        CompletableFuture<Message> first = chat.ask("one", List.of(), model);
        CompletableFuture<Message> second = chat.ask("two", List.of(), model);
        model.failWith("The picture cannot be read.");
        model.releaseAll();
        Message failed = first.join();
        assertThat(failed.state()).isEqualTo(MessageState.FAILED);
        assertThat(failed.error()).contains("The picture cannot be read.");
        assertThat(failed.text()).isEqualTo("It ");
        assertThat(chat.queue()).hasSize(1);
        model.failWith(null);
        chat.resumeQueue();
        assertThat(second.join().state()).isEqualTo(MessageState.COMPLETE);
    }

    @Test
    void stoppingKeepsWhatWasSaid() throws InterruptedException {
        model.holdTokens();
        CompletableFuture<Message> answer = chat.ask("one", List.of(), model);
        model.release(1);
        awaitToken();
        chat.stop();
        assertThat(answer.join().state()).isEqualTo(MessageState.STOPPED);
        assertThat(answer.join().text()).isEqualTo("It ");
        assertThat(chat.isRunning()).isFalse();
    }

    @Test
    void aStoppedAnswerIsContinuedWhereItEnded() throws InterruptedException {
        model.holdTokens();
        CompletableFuture<Message> stopped = chat.ask("one", List.of(), model);
        model.release(1);
        awaitToken();
        chat.stop();
        stopped.join();
        model.say("is ", "green.");
        model.releaseAll();
        Message continued = chat.continueAnswer(stopped.join().id(), model).join();
        assertThat(continued.id()).isEqualTo(stopped.join().id());
        assertThat(continued.text()).isEqualTo("It is green.");
        assertThat(continued.details().orElseThrow().continued()).isTrue();
        assertThat(asked(1).continueLast()).isTrue();
        assertThat(asked(1).messages()).last().isEqualTo(new ChatMessage(Role.ASSISTANT, "It "));
    }

    @Test
    void anotherAnswerBecomesASiblingAndTheFirstStaysReachable() {
        Message first = ask("one");
        model.say("It is red.");
        Message second = chat.regenerate(first.id(), model).join();
        assertThat(chat.siblings(second.id())).isEqualTo(new Siblings(List.of(first.id(), second.id()), 1));
        assertThat(texts(chat)).containsExactly("one", "It is red.");
        chat.select(first.id());
        restart();
        assertThat(texts(chat)).containsExactly("one", "It is blue.");
        assertThat(chat.siblings(first.id()).count()).isEqualTo(2);
    }

    @Test
    void repeatingUsesTheSettingsAndSeedOfTheAnswer() {
        Message first = ask("one");
        chat.update(c -> c.withOptions(GenerationOptions.sampled().withSeed(7)));
        chat.repeat(first.id(), model).join();
        assertThat(model.asked().get(1).options())
                .isEqualTo(GenerationOptions.greedy().withSeed(42));
    }

    @Test
    void anEditedQuestionStartsABranchBesideTheOldOne() {
        ask("one");
        ask("two");
        Message old = chat.branch().get(2);
        Message answer =
                chat.editQuestion(old.id(), "two, better", List.of(), model).join();
        assertThat(texts(chat)).containsExactly("one", "It is blue.", "two, better", "It is blue.");
        assertThat(chat.siblings(answer.parent().orElseThrow()).count()).isEqualTo(2);
        assertThat(asked(2).messages())
                .extracting(ChatMessage::text)
                .containsExactly("one", "It is blue.", "two, better");
    }

    @Test
    void theFirstQuestionCanBeEdited() {
        ask("one");
        chat.editQuestion(chat.branch().getFirst().id(), "uno", List.of(), model)
                .join();
        assertThat(texts(chat)).containsExactly("uno", "It is blue.");
    }

    @Test
    void anEditedAnswerStandsBesideTheOldOneAndIsWhatTheModelSees() {
        Message answer = ask("one");
        Message edited = chat.editAnswer(answer.id(), "It is grey.");
        assertThat(chat.siblings(edited.id()).count()).isEqualTo(2);
        ask("why?");
        assertThat(asked(1).messages().get(1)).isEqualTo(new ChatMessage(Role.ASSISTANT, "It is grey."));
    }

    @Test
    void aFailedAnswerWithoutTextIsNotSentAndItsQuestionJoinsTheNext() {
        model.say("");
        model.failWith("The context is full.");
        ask("one");
        model.failWith(null);
        model.say("ok");
        ask("two");
        assertThat(asked(1).messages()).containsExactly(new ChatMessage(Role.USER, "one\n\ntwo"));
    }

    @Test
    void whileAnAnswerRunsWhatWouldDisturbItIsRefused() {
        Message answer = ask("one");
        model.holdTokens();
        CompletableFuture<Message> running = chat.ask("two", List.of(), model);
        assertThatThrownBy(() -> chat.regenerate(answer.id(), model))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("stop it first");
        assertThatThrownBy(() -> chat.delete(answer.id())).isInstanceOf(IllegalStateException.class);
        model.releaseAll();
        running.join();
    }

    @Test
    void aDeletedMessageTakesWhatFollowsAndComesBackWhole() {
        Message answer = ask("one");
        ask("two");
        List<Message> deleted = chat.subtree(answer.id());
        chat.delete(answer.id());
        assertThat(texts(chat)).containsExactly("one");
        chat.restore(deleted);
        restart();
        assertThat(texts(chat)).containsExactly("one", "It is blue.", "two", "It is blue.");
    }

    @Test
    void aQuestionWithoutAnswerCanBeAnswered() {
        Message answer = ask("one");
        chat.delete(answer.id());
        Message again =
                chat.answerQuestion(chat.branch().getFirst().id(), model).join();
        assertThat(again.text()).isEqualTo("It is blue.");
    }

    @Test
    void tokenProbabilitiesAreStoredWhereTheyWereAskedFor() {
        GeneratedToken token = new GeneratedToken(
                5,
                "Yes",
                -0.1,
                List.of(new GeneratedToken.Alternative(5, "Yes", -0.1), new GeneratedToken.Alternative(6, "No", -2.5)));
        ScriptedChatModel telling = ScriptedChatModel.answering(_ -> List.of(token));
        Message answer = chat.ask("Sure?", List.of(), telling).join();
        assertThat(answer.details().orElseThrow().hasTokens()).isTrue();
        restart();
        assertThat(chats.tokens(answer.id()).join()).containsExactly(token);
    }

    @Test
    void detailsOfAConversationAreKept() {
        ask("one");
        chat.update(c -> c.withTitle("Sky")
                .withFolder("Work")
                .withPinned(true)
                .withSystemPrompt("Be brief.")
                .withOptions(GenerationOptions.sampled().withSeed(3).withStop(List.of("END")))
                .withModel(new ModelReference("Phi", "/models/phi", false)));
        Conversation before = chat.conversation();
        restart();
        assertThat(chat.conversation())
                .usingRecursiveComparison()
                .ignoringFields("created", "updated")
                .isEqualTo(before);
    }

    @Test
    void aConversationIsRenamedPinnedAndMovedFromTheList() {
        ask("one");
        chats.rename(chat.id(), " Sky ").join();
        chats.pin(chat.id(), true).join();
        chats.move(chat.id(), "Work").join();
        assertThat(chats.conversations().join()).singleElement().satisfies(c -> {
            assertThat(c.title()).isEqualTo("Sky");
            assertThat(c.pinned()).isTrue();
            assertThat(c.folder()).isEqualTo("Work");
        });
    }

    @Test
    void aDeletedConversationIsGoneComesBackAndIsPurged() {
        ImageInput picture = ImageInput.of("receipt.png", new byte[] {1, 2, 3});
        chat.ask("one", List.of(Picture.of(picture)), model).join();
        chats.delete(chat.id()).join();
        assertThat(chats.conversations().join()).isEmpty();
        assertThat(chats.search("blue", 10).join()).isEmpty();
        chats.restore(chat.id()).join();
        assertThat(chats.conversations().join()).hasSize(1);
        assertThat(chats.search("blue", 10).join()).hasSize(1);
        chats.delete(chat.id()).join();
        chats.purge(Duration.ofDays(1)).join();
        chats.restore(chat.id()).join();
        chats.delete(chat.id()).join();
        chats.purge(Duration.ZERO.minusSeconds(1)).join();
        assertThat(chats.conversations().join()).isEmpty();
        assertThat(chats.search("blue", 10).join()).isEmpty();
    }

    @Test
    void deletingARunningConversationStopsItAndKeepsItOutOfTheList() {
        model.holdTokens();
        CompletableFuture<Message> running = chat.ask("one", List.of(), model);
        chats.delete(chat.id()).join();
        running.join();
        assertThat(chats.conversations().join()).isEmpty();
    }

    @Test
    void everybodyGetsTheSameOpenConversation() {
        ask("one");
        assertThat(chats.open(chat.id()).join()).isSameAs(chat);
    }

    @Test
    void aTitleIsCutAtSixtyCharactersAndNeverInsideOfOne() {
        ask("😀".repeat(70) + "\nsecond line");
        assertThat(chat.conversation().title()).isEqualTo("😀".repeat(60) + "…");
    }

    @Test
    void closingStopsWhatRunsAndKeepsIt() throws InterruptedException {
        model.holdTokens();
        chat.ask("one", List.of(), model);
        model.release(1);
        awaitToken();
        restart();
        assertThat(chat.branch()).last().satisfies(answer -> {
            assertThat(answer.text()).isEqualTo("It ");
            assertThat(answer.state()).isEqualTo(MessageState.STOPPED);
        });
    }

    @Test
    void anotherWindowSeesWhatIsWrittenAndKeepsWhatItShows() throws InterruptedException {
        Message first = ask("one");
        try (Chats window = new Chats(SqliteChatStore.open(new DataFolder(folder)))) {
            OpenConversation there = window.open(chat.id()).join();
            LinkedBlockingQueue<ConversationEvent> heard = new LinkedBlockingQueue<>();
            there.listen(heard::add);
            Message second = chat.regenerate(first.id(), model).join();
            while (there.message(second.id()).filter(second::equals).isEmpty()) {
                heard.take();
            }
            assertThat(there.branch()).last().isEqualTo(first);
            assertThat(there.siblings(first.id()).count()).isEqualTo(2);
        }
    }

    @Test
    void aMessageComesAfterItsParentAlsoWhenTheClockWasSetBack() {
        long future = System.currentTimeMillis() + 1_000_000_000_000L << 21;
        Conversation conversation = chat.conversation().withTitle("from the future");
        Message question = new Message(
                future,
                java.util.OptionalLong.empty(),
                Role.USER,
                "one",
                List.of(),
                MessageState.COMPLETE,
                Optional.empty(),
                Optional.empty(),
                "",
                chats.now());
        chats.add(
                        new StoredConversation(conversation, List.of(question), java.util.Set.of(future)),
                        List.of(),
                        java.util.Map.of())
                .join();
        restart();
        Message answer = chat.answerQuestion(future, model).join();
        assertThat(answer.id()).isGreaterThan(future);
        restart();
        assertThat(texts(chat)).containsExactly("one", "It is blue.");
    }

    @Test
    void aListenerThatThrowsDisturbsNobody() {
        chat.listen(_ -> {
            throw new IllegalStateException("a view's bug");
        });
        assertThat(ask("one").state()).isEqualTo(MessageState.COMPLETE);
    }

    @Test
    void aModelThatIsClosedFailsTheAnswer() {
        ScriptedChatModel closed = ScriptedChatModel.saying("never");
        closed.close();
        Message answer = chat.ask("one", List.of(), closed).join();
        assertThat(answer.state()).isEqualTo(MessageState.FAILED);
        assertThat(answer.error()).contains("the model is closed");
    }

    @Test
    void presetsAreThereInTheUsersLanguageAndTheUsersOwnAfterThem() {
        Preset own = Preset.ofUser("Haiku", "Write a haiku about ", false);
        chats.savePreset(own).join();
        List<Preset> french = chats.presets(Locale.FRANCE).join();
        assertThat(french)
                .extracting(Preset::id)
                .containsExactly("summarise", "translate", "extract", "ocr", "chart", own.id());
        assertThat(french.get(1).text("anglais")).startsWith("Traduis le texte suivant en anglais.");
        assertThat(Presets.builtIn(Locale.JAPAN)).isEqualTo(Presets.builtIn(Locale.ENGLISH));
        chats.removePreset(own.id()).join();
        assertThat(chats.presets(Locale.FRANCE).join()).doesNotContain(own);
    }
}
