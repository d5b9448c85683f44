package io.phiworkbench.chat.sqlite;

import io.phiworkbench.chat.Attachment;
import io.phiworkbench.chat.CheckedJson;
import io.phiworkbench.chat.Conversation;
import io.phiworkbench.chat.FailureJson;
import io.phiworkbench.chat.Message;
import io.phiworkbench.chat.MessageState;
import io.phiworkbench.chat.ModelReference;
import io.phiworkbench.chat.Preset;
import io.phiworkbench.chat.RunJson;
import io.phiworkbench.chat.StoredConversation;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.ChatMessage.Role;
import io.phiworkbench.inference.GeneratedToken;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** What is read from the database, except for searches. */
final class Reads {
    private final Connection connection;

    Reads(Connection connection) {
        this.connection = connection;
    }

    List<Conversation> conversations() throws SQLException {
        return query(
                "SELECT * FROM conversation WHERE hidden IS NULL ORDER BY updated DESC, id DESC", Reads::conversation);
    }

    List<Long> interrupted() throws SQLException {
        return query("""
                SELECT DISTINCT conversation_id FROM message JOIN conversation ON conversation.id = conversation_id
                WHERE state = 'INTERRUPTED' AND message.hidden IS NULL AND conversation.hidden IS NULL
                ORDER BY updated DESC""", row -> row.getLong(1));
    }

    Optional<StoredConversation> conversation(long id) throws SQLException {
        List<Conversation> found =
                query("SELECT * FROM conversation WHERE id = ? AND hidden IS NULL", Reads::conversation, id);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Map<Long, List<Attachment>> attachments = attachments(id);
        Set<Long> selected = new HashSet<>();
        List<Message> messages = query(
                "SELECT * FROM message WHERE conversation_id = ? AND hidden IS NULL ORDER BY id",
                row -> {
                    Message message = message(row, attachments);
                    if (row.getInt("selected") == 1) {
                        selected.add(message.id());
                    }
                    return message;
                },
                id);
        return Optional.of(new StoredConversation(found.getFirst(), messages, selected));
    }

    private Map<Long, List<Attachment>> attachments(long conversationId) throws SQLException {
        Map<Long, List<Attachment>> byMessage = new HashMap<>();
        query(
                """
                SELECT attachment.* FROM attachment JOIN message ON message.id = message_id
                WHERE conversation_id = ? ORDER BY message_id, position""",
                row -> byMessage
                        .computeIfAbsent(row.getLong("message_id"), _ -> new ArrayList<>())
                        .add(attachment(row)),
                conversationId);
        return byMessage;
    }

    List<GeneratedToken> tokens(long messageId) throws SQLException {
        return query(
                        "SELECT tokens FROM token_probabilities WHERE message_id = ?",
                        row -> RunJson.tokens(CheckedJson.parse(row.getString(1))),
                        messageId)
                .stream()
                .findFirst()
                .orElse(List.of());
    }

    List<Preset> presets() throws SQLException {
        return query(
                "SELECT * FROM preset ORDER BY title, id",
                row -> new Preset(
                        row.getString("id"),
                        row.getString("title"),
                        row.getString("template"),
                        false,
                        row.getInt("for_pictures") == 1));
    }

    /** Hashes of all pictures that any message names, originals of edited ones included. */
    Set<String> usedAttachments() throws SQLException {
        return Set.copyOf(query("""
                SELECT sha256 FROM attachment
                UNION SELECT original_sha256 FROM attachment WHERE original_sha256 IS NOT NULL""", row -> row.getString(1)));
    }

    private static Conversation conversation(ResultSet row) throws SQLException {
        String model = row.getString("model_name");
        return new Conversation(
                row.getLong("id"),
                row.getString("title"),
                row.getString("folder"),
                row.getInt("pinned") == 1,
                row.getString("system_prompt"),
                RunJson.options(CheckedJson.parse(row.getString("options"))),
                model == null
                        ? Optional.empty()
                        : Optional.of(new ModelReference(
                                model, row.getString("model_location"), row.getInt("model_remote") == 1)),
                Instant.ofEpochMilli(row.getLong("created")),
                Instant.ofEpochMilli(row.getLong("updated")));
    }

    private static Message message(ResultSet row, Map<Long, List<Attachment>> attachments) throws SQLException {
        long id = row.getLong("id");
        long parent = row.getLong("parent_id");
        return new Message(
                id,
                row.wasNull() ? OptionalLong.empty() : OptionalLong.of(parent),
                Role.valueOf(row.getString("role")),
                row.getString("text"),
                attachments.getOrDefault(id, List.of()),
                MessageState.valueOf(row.getString("state")),
                failure(row),
                Optional.ofNullable(row.getString("details"))
                        .map(CheckedJson::parse)
                        .map(RunJson::details),
                row.getString("model"),
                Instant.ofEpochMilli(row.getLong("created")));
    }

    /** Answers that failed under version 1 of the schema have a text alone. */
    private static Optional<Failure> failure(ResultSet row) throws SQLException {
        Optional<String> text = Optional.ofNullable(row.getString("error"));
        return Optional.ofNullable(row.getString("failure"))
                .map(CheckedJson::parse)
                .map(FailureJson::read)
                .or(() -> text.map(Failure.Plain::new));
    }

    private static Attachment attachment(ResultSet row) throws SQLException {
        int crops = row.getInt("num_crops");
        OptionalInt numCrops = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(crops);
        int turns = row.getInt("quarter_turns");
        Optional<Attachment.Region> region =
                Optional.ofNullable(row.getString("region")).map(Attachment.Region::parse);
        return new Attachment(
                row.getString("sha256"),
                row.getString("name"),
                numCrops,
                Optional.ofNullable(row.getString("original_sha256"))
                        .map(original -> new Attachment.Edit(original, turns, region)));
    }

    /** Makes a value of a row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> query(String sql, Row<T> reader, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            List<T> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
            }
            return found;
        }
    }
}
