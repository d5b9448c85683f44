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
import java.util.Locale;

/**
 * Searches titles, then messages. The index finds terms of three characters and more, the best by BM25 first. Shorter
 * terms are looked for in the texts, the newest first: as they are written, or in capitals; case is ignored in ASCII.
 */
final class Search {
    private static final String FROM_MESSAGES = """
            SELECT message.id, conversation_id, title, role, message.text, message.created
            FROM message JOIN conversation ON conversation.id = conversation_id
            %s WHERE message.hidden IS NULL AND conversation.hidden IS NULL""";
    private static final String FROM_TITLES =
            "SELECT 0, id, conversation.title, 'USER', conversation.title, updated FROM conversation %s"
                    + " WHERE hidden IS NULL";

    private final Connection connection;

    Search(Connection connection) {
        this.connection = connection;
    }

    List<SearchHit> find(String query, int limit) throws SQLException {
        SearchTerms terms = SearchTerms.of(query);
        List<SearchHit> hits = new ArrayList<>();
        if (!terms.isEmpty()) {
            collect(hits, FROM_TITLES, "conversation_text", "conversation.id", "conversation.title", terms, limit);
            collect(hits, FROM_MESSAGES, "message_text", "message.id", "message.text", terms, limit);
        }
        return List.copyOf(hits);
    }

    private void collect(
            List<SearchHit> hits, String from, String index, String id, String text, SearchTerms terms, int limit)
            throws SQLException {
        List<String> values = new ArrayList<>();
        String match = terms.match();
        String join = match.isEmpty() ? "" : "JOIN " + index + " ON " + index + ".rowid = " + id;
        StringBuilder sql = new StringBuilder(String.format(Locale.ROOT, from, join));
        if (!match.isEmpty()) {
            sql.append(" AND ").append(index).append(" MATCH ?");
            values.add(match);
        }
        for (String term : terms.shortTerms()) {
            String like = text + " LIKE ? ESCAPE '\\'";
            sql.append(" AND (").append(like).append(" OR ").append(like).append(")");
            values.add(anywhere(term));
            values.add(anywhere(term.toUpperCase(Locale.ROOT)));
        }
        sql.append(match.isEmpty() ? " ORDER BY " + id + " DESC" : " ORDER BY rank");
        collect(hits, sql.toString(), values, terms, limit);
    }

    private static String anywhere(String term) {
        return "%" + term.replaceAll("[\\\\%_]", "\\\\$0") + "%";
    }

    private void collect(List<SearchHit> hits, String sql, List<String> values, SearchTerms terms, int limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setString(i + 1, values.get(i));
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
