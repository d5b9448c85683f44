package io.phiworkbench.chat.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.chat.DataFolder;
import io.phiworkbench.chat.Message;
import io.phiworkbench.chat.StoreChange;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.RunFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases of former versions. */
class SchemaTest {
    private static final String OLD_CHAT = """
            INSERT INTO conversation (id, title, folder, pinned, system_prompt, options, created, updated)
            VALUES (1, 'old', '', 0, '', '%s', 0, 0);
            INSERT INTO message (id, conversation_id, parent_id, role, text, state, error, model, created, selected)
            VALUES (2, 1, NULL, 'USER', 'one', 'COMPLETE', NULL, '', 0, 1),
                   (3, 1, 2, 'ASSISTANT', '', 'FAILED', 'the model is closed', 'Phi', 0, 1);
            PRAGMA user_version = 1;
            """;

    @TempDir
    Path folder;

    private SqliteChatStore open() {
        return SqliteChatStore.open(new DataFolder(folder));
    }

    private void makeVersion1() throws IOException, SQLException {
        String options = "{\"maxTokens\":1,\"temperature\":0,\"topK\":0,\"topP\":1,\"minP\":0,\"repetitionPenalty\":1,"
                + "\"stop\":[],\"alternatives\":0,\"ignoreEndOfText\":false,\"promptLookup\":false,\"longFactors\":false}";
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + new DataFolder(folder).database());
                Statement statement = connection.createStatement();
                InputStream schema = Schema.class.getResourceAsStream("/io/phiworkbench/chat/sqlite/1.sql")) {
            statement.executeUpdate(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
            statement.executeUpdate(OLD_CHAT.formatted(options));
        }
    }

    @Test
    void anAnswerThatFailedUnderVersion1KeepsItsText() throws Exception {
        makeVersion1();
        try (SqliteChatStore store = open()) {
            assertThat(store.notices()).isEmpty();
            assertThat(failed(store).failure()).contains(new Failure.Plain("the model is closed"));
        }
    }

    @Test
    void aDatabaseOfVersion1TakesFailuresAsValues() throws Exception {
        makeVersion1();
        Failure failure = Failure.about("a.png", RunFault.READS_TEXT_ONLY, "Phi");
        try (SqliteChatStore store = open()) {
            Message old = failed(store);
            Message failed = new Message(
                    old.id(),
                    old.parent(),
                    old.role(),
                    old.text(),
                    old.attachments(),
                    old.state(),
                    Optional.of(failure),
                    old.details(),
                    old.model(),
                    old.created());
            store.write(List.of(new StoreChange.PutMessage(1, failed, true))).join();
        }
        try (SqliteChatStore store = open()) {
            assertThat(failed(store).failure()).contains(failure);
        }
    }

    private static Message failed(SqliteChatStore store) {
        return store.load(1).orElseThrow().messages().getLast();
    }
}
