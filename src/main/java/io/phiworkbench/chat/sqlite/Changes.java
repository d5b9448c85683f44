package io.phiworkbench.chat.sqlite;

import io.phiworkbench.chat.Attachment;
import io.phiworkbench.chat.Conversation;
import io.phiworkbench.chat.FailureJson;
import io.phiworkbench.chat.Message;
import io.phiworkbench.chat.ModelReference;
import io.phiworkbench.chat.RunJson;
import io.phiworkbench.chat.StoreChange;
import io.phiworkbench.failure.Failure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Brings {@link StoreChange}s into the database; the caller holds the transaction. */
final class Changes {
    private final Connection connection;
    private final String process;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    /** @param process what this process is called in the database */
    Changes(Connection connection, String process) {
        this.connection = connection;
        this.process = process;
    }

    void apply(StoreChange change) throws SQLException {
        switch (change) {
            case StoreChange.PutConversation put -> put(put.conversation());
            case StoreChange.PutMessage put -> put(put.conversationId(), put.message(), put.selected());
            case StoreChange.PutRunningText put ->
                run("UPDATE message SET text = ? WHERE id = ? AND state = 'RUNNING'", put.text(), put.messageId());
            case StoreChange.PutTokens put -> put(put);
            case StoreChange.Select select -> select(select.messageIds());
            case StoreChange.HideMessages hide -> hide(hide.messageIds(), hide.when());
            case StoreChange.HideConversation hide ->
                run("UPDATE conversation SET hidden = ? WHERE id = ?", millis(hide.when()), hide.conversationId());
            case StoreChange.PutPreset put -> put(put);
            case StoreChange.RemovePreset remove -> run("DELETE FROM preset WHERE id = ?", remove.id());
            case StoreChange.PutAttachment _ ->
                throw new IllegalArgumentException("pictures are files: they do not go into the database");
        }
    }

    private void put(Conversation c) throws SQLException {
        run(
                """
                INSERT INTO conversation (id, title, folder, pinned, system_prompt, options,
                    model_name, model_location, model_remote, created, updated)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET title = excluded.title, folder = excluded.folder,
                    pinned = excluded.pinned, system_prompt = excluded.system_prompt, options = excluded.options,
                    model_name = excluded.model_name, model_location = excluded.model_location,
                    model_remote = excluded.model_remote, updated = excluded.updated""",
                c.id(),
                c.title(),
                c.folder(),
                c.pinned(),
                c.systemPrompt(),
                RunJson.write(c.options()).toString(),
                c.model().map(ModelReference::name).orElse(null),
                c.model().map(ModelReference::location).orElse(null),
                c.model().map(ModelReference::remote).orElse(null),
                millis(c.created()),
                millis(c.updated()));
    }

    private void put(long conversationId, Message m, boolean selected) throws SQLException {
        run(
                """
                INSERT INTO message (id, conversation_id, parent_id, role, text, state, error, failure, details, model,
                    created, selected, process)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)
                ON CONFLICT (id) DO UPDATE SET text = excluded.text, state = excluded.state,
                    error = excluded.error, failure = excluded.failure, details = excluded.details, model = excluded.model,
                    process = excluded.process""",
                m.id(),
                conversationId,
                m.parent().isPresent() ? m.parent().getAsLong() : null,
                m.role().name(),
                m.text(),
                m.state().name(),
                m.failure().map(Failure::english).orElse(null),
                m.failure().map(f -> FailureJson.write(f).toString()).orElse(null),
                m.details().map(d -> RunJson.write(d).toString()).orElse(null),
                m.model(),
                millis(m.created()),
                m.isRunning() ? process : null);
        for (int i = 0; i < m.attachments().size(); i++) {
            put(m.id(), i, m.attachments().get(i));
        }
        if (selected) {
            select(List.of(m.id()));
        }
    }

    private void put(long messageId, int position, Attachment a) throws SQLException {
        run(
                """
                INSERT INTO attachment (message_id, position, sha256, name, num_crops, original_sha256,
                    quarter_turns, region)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""",
                messageId,
                position,
                a.sha256(),
                a.name(),
                a.numCrops().isPresent() ? a.numCrops().getAsInt() : null,
                a.edit().map(Attachment.Edit::originalSha256).orElse(null),
                a.edit().map(Attachment.Edit::quarterTurns).orElse(null),
                a.edit()
                        .flatMap(Attachment.Edit::region)
                        .map(Attachment.Region::text)
                        .orElse(null));
    }

    private void put(StoreChange.PutTokens tokens) throws SQLException {
        run(
                "INSERT OR REPLACE INTO token_probabilities (message_id, tokens) VALUES (?, ?)",
                tokens.messageId(),
                RunJson.write(tokens.tokens()).toString());
    }

    private void put(StoreChange.PutPreset put) throws SQLException {
        run(
                "INSERT OR REPLACE INTO preset (id, title, template, for_pictures) VALUES (?, ?, ?, ?)",
                put.preset().id(),
                put.preset().title(),
                put.preset().template(),
                put.preset().forPictures());
    }

    private void select(List<Long> messageIds) throws SQLException {
        for (long id : messageIds) {
            run("""
                    UPDATE message SET selected = (id = ?1) FROM (
                        SELECT conversation_id AS c, parent_id AS p FROM message WHERE id = ?1) AS chosen
                    WHERE conversation_id = chosen.c AND parent_id IS chosen.p AND selected <> (id = ?1)""", id);
        }
    }

    private void hide(List<Long> messageIds, Instant when) throws SQLException {
        for (long id : messageIds) {
            run("UPDATE message SET hidden = ? WHERE id = ?", millis(when), id);
        }
    }

    private static Long millis(Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    private void run(String sql, Object... values) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            // Kept, and closed with the connection.
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        try {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i] instanceof Boolean b ? (Object) (b ? 1 : 0) : values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            // The driver's statement is of no use after a failure such as a full disk.
            statements.remove(sql).close();
            throw e;
        }
    }
}
