package io.phiworkbench.chat.sqlite;

import io.phiworkbench.chat.SearchHit;
import io.phiworkbench.chat.SearchHit.Range;
import io.phiworkbench.inference.ChatMessage.Role;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Searches titles, then messages. The index finds terms of three characters and more, ranked by BM25; where a query has
 * shorter ones, the texts themselves are looked through, the newest first.
 */
final class Search {
    private static final String MESSAGES = """
            SELECT message.id, conversation_id, title, role, text, message.created
            FROM message JOIN conversation ON conversation.id = conversation_id
            WHERE message.hidden IS NULL AND conversation.hidden IS NULL ORDER BY message.id DESC""";
    private static final String INDEXED_MESSAGES = """
            SELECT message.id, conversation_id, title, role, message.text, message.created
            FROM message_text JOIN message ON message.id = message_text.rowid
                JOIN conversation ON conversation.id = conversation_id
            WHERE message_text MATCH ? AND message.hidden IS NULL AND conversation.hidden IS NULL ORDER BY rank""";
    private static final String TITLES =
            "SELECT 0, id, title, 'USER', title, updated FROM conversation WHERE hidden IS NULL ORDER BY updated DESC";
    private static final String INDEXED_TITLES = """
            SELECT 0, id, conversation.title, 'USER', conversation.title, updated
            FROM conversation_text JOIN conversation ON id = conversation_text.rowid
            WHERE conversation_text MATCH ? AND hidden IS NULL ORDER BY rank""";

    private final Connection connection;

    Search(Connection connection) {
        this.connection = connection;
    }

    List<SearchHit> find(String query, int limit) throws SQLException {
        SearchTerms terms = SearchTerms.of(query);
        List<SearchHit> hits = new ArrayList<>();
        if (!terms.isEmpty()) {
            boolean indexed = !terms.match().isEmpty();
            collect(hits, indexed ? INDEXED_TITLES : TITLES, terms, limit);
            collect(hits, indexed ? INDEXED_MESSAGES : MESSAGES, terms, limit);
        }
        return List.copyOf(hits);
    }

    private void collect(List<SearchHit> hits, String sql, SearchTerms terms, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (sql.contains("?")) {
                statement.setString(1, terms.match());
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (hits.size() < limit && rows.next()) {
                    FoldedText folded = FoldedText.of(rows.getString(5));
                    if (terms.terms().stream().allMatch(folded::contains)) {
                        hits.add(hit(rows, folded.find(terms.terms())));
                    }
                }
            }
        }
    }

    private static SearchHit hit(ResultSet row, List<Range> found) throws SQLException {
        Snippet snippet = Snippet.of(row.getString(5), found);
        return new SearchHit(
                row.getLong(2),
                row.getString(3),
                row.getLong(1),
                Role.valueOf(row.getString(4)),
                snippet.text(),
                snippet.highlights(),
                Instant.ofEpochMilli(row.getLong(6)));
    }
}
