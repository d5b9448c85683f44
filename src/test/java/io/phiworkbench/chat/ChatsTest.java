package io.phiworkbench.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.chat.sqlite.SqliteChatStore;
import io.phiworkbench.inference.ChatMessage.Role;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.ImageInput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All chats of a store: opened again, renamed, deleted, seen from another window. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ChatsTest {
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
    void aChatIsThereAgainAfterARestart() {
        Message answer = rig.ask("What colour is the sky?");
        rig.restart();
        assertThat(rig.chats().conversations().join())
                .extracting(Conversation::title)
                .containsExactly("What colour is the sky?");
        assertThat(rig.chat().branch()).last().isEqualTo(answer);
        assertThat(rig.chat().branch().getFirst().text()).isEqualTo("What colour is the sky?");
    }

    @Test
    void aConversationWithoutMessagesIsNotStored() {
        assertThat(rig.chats().conversations().join()).isEmpty();
    }

    @Test
    void detailsOfAConversationAreKept() {
        rig.ask("one");
        rig.chat()
                .update(c -> c.withTitle("Sky")
                        .withFolder("Work")
                        .withPinned(true)
                        .withSystemPrompt("Be brief.")
                        .withOptions(GenerationOptions.sampled().withSeed(3).withStop(List.of("END")))
                        .withModel(new ModelReference("Phi", "/models/phi", false)));
        Conversation before = rig.chat().conversation();
        rig.restart();
        assertThat(rig.chat().conversation())
                .usingRecursiveComparison()
                .ignoringFields("created", "updated")
                .isEqualTo(before);
    }

    @Test
    void aConversationIsRenamedPinnedAndMovedFromTheList() {
        rig.ask("one");
        rig.chats().rename(rig.chat().id(), " Sky ").join();
        rig.chats().pin(rig.chat().id(), true).join();
        rig.chats().move(rig.chat().id(), "Work").join();
        assertThat(rig.chats().conversations().join()).singleElement().satisfies(c -> {
            assertThat(c.title()).isEqualTo("Sky");
            assertThat(c.pinned()).isTrue();
            assertThat(c.folder()).isEqualTo("Work");
        });
    }

    @Test
    void aDeletedConversationIsGoneComesBackAndIsPurged() {
        ImageInput picture = ImageInput.of("receipt.png", new byte[] {1, 2, 3});
        rig.chat().ask("one", List.of(Picture.of(picture)), rig.model()).join();
        rig.chats().delete(rig.chat().id()).join();
        assertThat(rig.chats().conversations().join()).isEmpty();
        assertThat(rig.chats().search("blue", 10).join()).isEmpty();
        rig.chats().restore(rig.chat().id()).join();
        assertThat(rig.chats().conversations().join()).hasSize(1);
        assertThat(rig.chats().search("blue", 10).join()).hasSize(1);
        rig.chats().delete(rig.chat().id()).join();
        rig.chats().purge(Duration.ofDays(1)).join();
        rig.chats().restore(rig.chat().id()).join();
        rig.chats().delete(rig.chat().id()).join();
        rig.chats().purge(Duration.ZERO.minusSeconds(1)).join();
        assertThat(rig.chats().conversations().join()).isEmpty();
        assertThat(rig.chats().search("blue", 10).join()).isEmpty();
    }

    @Test
    void deletingARunningConversationStopsItAndKeepsItOutOfTheList() {
        rig.model().holdTokens();
        CompletableFuture<Message> running = rig.chat().ask("one", List.of(), rig.model());
        rig.chats().delete(rig.chat().id()).join();
        running.join();
        assertThat(rig.chats().conversations().join()).isEmpty();
    }

    @Test
    void everybodyGetsTheSameOpenConversation() {
        rig.ask("one");
        assertThat(rig.chats().open(rig.chat().id()).join()).isSameAs(rig.chat());
    }

    @Test
    void aTitleIsCutAtSixtyCharactersAndNeverInsideOfOne() {
        rig.ask("😀".repeat(70) + "\nsecond line");
        assertThat(rig.chat().conversation().title()).isEqualTo("😀".repeat(60) + "…");
    }

    @Test
    void closingStopsWhatRunsAndKeepsIt() throws InterruptedException {
        rig.model().holdTokens();
        rig.chat().ask("one", List.of(), rig.model());
        rig.model().release(1);
        rig.awaitToken();
        rig.restart();
        assertThat(rig.chat().branch()).last().satisfies(answer -> {
            assertThat(answer.text()).isEqualTo("It ");
            assertThat(answer.state()).isEqualTo(MessageState.STOPPED);
        });
    }

    @Test
    void anotherWindowSeesWhatIsWrittenAndKeepsWhatItShows() throws InterruptedException {
        Message first = rig.ask("one");
        try (Chats window = new Chats(SqliteChatStore.open(new DataFolder(folder)))) {
            OpenConversation there = window.open(rig.chat().id()).join();
            LinkedBlockingQueue<ConversationEvent> heard = new LinkedBlockingQueue<>();
            there.listen(heard::add);
            Message second = rig.chat().regenerate(first.id(), rig.model()).join();
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
        Conversation conversation = rig.chat().conversation().withTitle("from the future");
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
                rig.chats().now());
        rig.chats()
                .add(
                        new StoredConversation(conversation, List.of(question), java.util.Set.of(future)),
                        List.of(),
                        java.util.Map.of())
                .join();
        rig.restart();
        Message answer = rig.chat().answerQuestion(future, rig.model()).join();
        assertThat(answer.id()).isGreaterThan(future);
        rig.restart();
        assertThat(rig.texts()).containsExactly("one", "It is blue.");
    }

    @Test
    void presetsAreThereInTheUsersLanguageAndTheUsersOwnAfterThem() {
        Preset own = Preset.ofUser("Haiku", "Write a haiku about ", false);
        rig.chats().savePreset(own).join();
        List<Preset> french = rig.chats().presets(Locale.FRANCE).join();
        assertThat(french)
                .extracting(Preset::id)
                .containsExactly("summarise", "translate", "extract", "ocr", "chart", own.id());
        assertThat(french.get(1).text("anglais")).startsWith("Traduis le texte suivant en anglais.");
        assertThat(Presets.builtIn(Locale.JAPAN)).isEqualTo(Presets.builtIn(Locale.ENGLISH));
        rig.chats().removePreset(own.id()).join();
        assertThat(rig.chats().presets(Locale.FRANCE).join()).doesNotContain(own);
    }
}
