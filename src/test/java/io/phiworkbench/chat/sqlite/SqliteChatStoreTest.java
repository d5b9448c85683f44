package io.phiworkbench.chat.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phiworkbench.chat.Conversation;
import io.phiworkbench.chat.DataFolder;
import io.phiworkbench.chat.LibraryEvent;
import io.phiworkbench.chat.StoreChange;
import io.phiworkbench.chat.StoreException;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.ImageInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SqliteChatStoreTest {
    @TempDir
    Path folder;

    private SqliteChatStore open() {
        return SqliteChatStore.open(new DataFolder(folder));
    }

    private Path database() {
        return new DataFolder(folder).database();
    }

    private static StoreChange conversation(String title) {
        return new StoreChange.PutConversation(
                Conversation.create(GenerationOptions.greedy(), Instant.EPOCH).withTitle(title));
    }

    private static List<String> titles(SqliteChatStore store) {
        return store.conversations().stream().map(Conversation::title).toList();
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
                Statement execute = connection.createStatement()) {
            execute.execute(statement);
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aNewStoreIsEmptyAndSaysNothing() {
        try (SqliteChatStore store = open()) {
            assertThat(store.conversations()).isEmpty();
            assertThat(store.notices()).isEmpty();
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsSetAsideAndKept() throws IOException {
        Files.writeString(database(), "this was once a database, honestly");
        try (SqliteChatStore store = open()) {
            assertThat(store.notices())
                    .singleElement()
                    .asString()
                    .contains("chats.db could not be used, because the file is damaged")
                    .contains("was kept as chats-20")
                    .doesNotContain("\n");
            store.write(List.of(conversation("new"))).join();
        }
        Path aside = folder.resolve(files().stream()
                .filter(name -> name.matches("chats-20.*\\.db"))
                .findFirst()
                .orElseThrow());
        assertThat(aside).hasContent("this was once a database, honestly");
        try (SqliteChatStore store = open()) {
            assertThat(store.notices()).isEmpty();
            assertThat(titles(store)).containsExactly("new");
        }
    }

    @Test
    void aDatabaseWithDamagedPagesIsSetAside() throws IOException {
        try (SqliteChatStore store = open()) {
            for (int i = 0; i < 200; i++) {
                store.write(List.of(conversation("title " + i)));
            }
        }
        byte[] content = Files.readAllBytes(database());
        java.util.Arrays.fill(content, 4096, content.length / 2, (byte) 0x5a);
        Files.write(database(), content);
        try (SqliteChatStore store = open()) {
            assertThat(store.notices()).singleElement().asString().contains("the file is damaged");
            assertThat(store.conversations()).isEmpty();
        }
    }

    @Test
    void aNewerDatabaseIsSetAsideUnchanged() throws Exception {
        try (SqliteChatStore store = open()) {
            store.write(List.of(conversation("from the future"))).join();
        }
        sql("PRAGMA user_version = 99");
        try (SqliteChatStore store = open()) {
            assertThat(store.notices())
                    .singleElement()
                    .asString()
                    .contains("a newer version of the program (format 99, this one knows 2)");
            assertThat(store.conversations()).isEmpty();
        }
        String aside = files().stream()
                .filter(name -> name.matches("chats-20.*\\.db"))
                .findFirst()
                .orElseThrow();
        Files.delete(database());
        Files.move(folder.resolve(aside), database());
        sql("PRAGMA user_version = " + Schema.VERSION);
        try (SqliteChatStore store = open()) {
            assertThat(titles(store)).containsExactly("from the future");
        }
    }

    @Test
    void aDamagedDatabaseThatAnotherWindowUsesIsNotMoved() throws Exception {
        try (SqliteChatStore other = open()) {
            sql("PRAGMA user_version = 99");
            assertThatThrownBy(this::open)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("another window has them open: close it");
            assertThat(files()).noneMatch(name -> name.matches("chats-20.*"));
            other.write(List.of(conversation("still works"))).join();
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsAnErrorThatSaysWhatToDo() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> SqliteChatStore.open(new DataFolder(file.resolve("below"))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be opened")
                .hasMessageContaining("PHI_HOME");
    }

    @Test
    void whereNothingCanBeKeptTheProgramCanBeUsedAllTheSame() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        try (SqliteChatStore store = SqliteChatStore.openOrTemporary(new DataFolder(file.resolve("below")))) {
            assertThat(store.notices())
                    .singleElement()
                    .asString()
                    .contains("cannot be opened")
                    .contains("are not kept");
            store.write(List.of(conversation("for now"))).join();
            assertThat(titles(store)).containsExactly("for now");
        }
    }

    @Test
    void whatDoesNotFitOnTheDiskIsKeptSaidAndWrittenWhenThereIsRoom() throws Exception {
        BlockingQueue<LibraryEvent> events = new LinkedBlockingQueue<>();
        try (SqliteChatStore store = open()) {
            store.onEvent(events::add);
            FullDisk.fill(store);
            CompletableFuture<Void> big = store.write(List.of(conversation("big ".repeat(100_000))));
            CompletableFuture<Void> next = store.write(List.of(conversation("next")));
            assertThat(events.take())
                    .isInstanceOfSatisfying(
                            LibraryEvent.StoreTrouble.class,
                            trouble -> assertThat(trouble.failure().english())
                                    .contains("is full")
                                    .contains("kept in memory")
                                    .contains("Make room"));
            assertThat(big).isNotDone();
            assertThat(next).isNotDone();
            assertThat(store.conversations()).isEmpty();
            FullDisk.makeRoom(store);
            big.join();
            next.join();
            assertThat(events.take()).isInstanceOf(LibraryEvent.StoreRecovered.class);
            assertThat(titles(store)).hasSize(2);
        }
    }

    @Test
    void closingOnAFullDiskSaysWhatIsLost() throws SQLException {
        SqliteChatStore store = open();
        FullDisk.fill(store);
        CompletableFuture<Void> lost = store.write(List.of(conversation("big ".repeat(100_000))));
        assertThatThrownBy(store::close).isInstanceOf(StoreException.class).hasMessageContaining("are lost");
        assertThat(lost).isCompletedExceptionally();
        try (SqliteChatStore again = open()) {
            assertThat(again.conversations()).isEmpty();
        }
    }

    @Test
    void aPictureThatCannotBeWrittenHoldsBackTheMessageThatNamesIt() throws Exception {
        BlockingQueue<LibraryEvent> events = new LinkedBlockingQueue<>();
        Path attachments = Files.writeString(new DataFolder(folder).attachments(), "a file where the folder should be");
        try (SqliteChatStore store = open()) {
            store.onEvent(events::add);
            ImageInput image = ImageInput.of("a.png", new byte[] {1});
            CompletableFuture<Void> written =
                    store.write(List.of(new StoreChange.PutAttachment(image), conversation("with picture")));
            assertThat(events.take()).isInstanceOf(LibraryEvent.StoreTrouble.class);
            assertThat(store.conversations()).isEmpty();
            Files.delete(attachments);
            written.join();
            assertThat(store.attachment(image.sha256())).containsExactly(1);
            assertThat(titles(store)).containsExactly("with picture");
        }
    }

    @Test
    void aDamagedPictureIsAnErrorThatNamesItsFile() throws IOException {
        try (SqliteChatStore store = open()) {
            ImageInput image = ImageInput.of("a.png", new byte[] {1, 2, 3});
            store.write(List.of(new StoreChange.PutAttachment(image))).join();
            Path file = new DataFolder(folder)
                    .attachments()
                    .resolve(image.sha256().substring(0, 2))
                    .resolve(image.sha256());
            Files.write(file, new byte[] {1, 2, 4});
            assertThatThrownBy(() -> store.attachment(image.sha256()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("damaged");
        }
    }

    @Test
    void aBatchThatTheDatabaseRefusesDisturbsNoOther() {
        try (SqliteChatStore store = open()) {
            CompletableFuture<Void> refused =
                    store.write(List.of(conversation("half"), new StoreChange.PutTokens(12345, List.of())));
            store.write(List.of(conversation("good"))).join();
            assertThat(refused).isCompletedExceptionally();
            assertThat(titles(store)).containsExactly("good");
        }
    }

    @Test
    void theDatabaseIsInWalModeWithForeignKeys() throws Exception {
        try (SqliteChatStore store = open()) {
            assertThat(store.pragma("journal_mode")).isEqualTo("wal");
            assertThat(store.pragma("foreign_keys")).isEqualTo("1");
            assertThat(store.pragma("busy_timeout")).isEqualTo("5000");
        }
    }
}
