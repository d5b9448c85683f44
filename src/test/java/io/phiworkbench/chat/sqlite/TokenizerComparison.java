package io.phiworkbench.chat.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

/**
 * What the tokenizers of FTS5 find of the texts that people search, how large their indexes are and how fast. The
 * evidence for the choice in {@code 1.sql}; a command, no test.
 */
public final class TokenizerComparison {
    private record Case(String text, String query, String what) {}

    private static final List<Case> CASES = List.of(
            new Case("The invoice of March", "invoice", "word"),
            new Case("The invoice of March", "invoi", "beginning of a word"),
            new Case("TorchScript graphs", "script", "inside of a word"),
            new Case("La Crème brûlée", "creme brulee", "without accents"),
            new Case("Straße in Zürich", "STRASSE", "ß as ss"),
            new Case("我在里昂买了一本书", "里昂", "Chinese, 2 characters"),
            new Case("我在里昂买了一本书", "一本书", "Chinese, 3 characters"),
            new Case("東京タワーに行きました", "タワー", "Japanese"),
            new Case("서울에서 만났습니다", "서울", "Korean with a particle"),
            new Case("ฉันอยากกินข้าวผัด", "ข้าวผัด", "Thai, no spaces"),
            new Case("Привет, мир", "привет", "Cyrillic, other case"),
            new Case("fooBar_baz(42)", "bar_baz", "code"),
            new Case("costs 12.50 €", "12.50", "number"),
            new Case("ask C++ or C#", "c++", "C++"));

    private TokenizerComparison() {}

    /** @param arguments none */
    public static void main(String[] arguments) throws SQLException, IOException {
        for (String tokenizer : List.of("unicode61 remove_diacritics 2", "trigram remove_diacritics 1")) {
            Path file = Files.createTempFile("tokenizer", ".db");
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    Statement statement = connection.createStatement()) {
                boolean prefix = tokenizer.startsWith("unicode61");
                statement.execute("CREATE VIRTUAL TABLE t USING fts5(x, content='', tokenize='" + tokenizer + "')");
                System.out.println(tokenizer);
                found(connection, prefix);
                sizeAndSpeed(connection, file, prefix);
            }
            Files.delete(file);
        }
    }

    private static void found(Connection connection, boolean prefix) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t(rowid, x) VALUES (?, ?)")) {
            for (int i = 0; i < CASES.size(); i++) {
                insert.setInt(1, i + 1);
                insert.setString(2, CASES.get(i).text());
                insert.executeUpdate();
            }
        }
        for (int i = 0; i < CASES.size(); i++) {
            boolean found = rows(connection, expression(CASES.get(i).query(), prefix), i + 1) > 0;
            System.out.printf("  %-28s %s%n", CASES.get(i).what(), found ? "found" : "-");
        }
    }

    private static void sizeAndSpeed(Connection connection, Path file, boolean prefix)
            throws SQLException, IOException {
        SampleChats sample = new SampleChats();
        connection.setAutoCommit(false);
        long bytes = 0;
        long start = System.nanoTime();
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t(rowid, x) VALUES (?, ?)")) {
            for (int i = 0; i < 10_000; i++) {
                String text = i % 10 == 0 ? sample.chinese(200) : sample.text(200);
                bytes += text.length();
                insert.setInt(1, 1000 + i);
                insert.setString(2, text);
                insert.executeUpdate();
            }
        }
        connection.commit();
        System.out.printf(
                Locale.ROOT,
                "  10,000 texts of %.1f MB: index %.1f MB, made in %.1f s%n",
                bytes / 1e6,
                Files.size(file) / 1e6,
                (System.nanoTime() - start) / 1e9);
        for (String query : List.of("renka", "katul", "vinsho grapel")) {
            long began = System.nanoTime();
            long hits = rows(connection, expression(query, prefix), 0);
            System.out.printf(
                    Locale.ROOT, "  \"%s\": %d texts in %.1f ms%n", query, hits, (System.nanoTime() - began) / 1e6);
        }
    }

    private static String expression(String query, boolean prefix) {
        return String.join(
                " AND ",
                java.util.Arrays.stream(query.split(" "))
                        .map(word -> "\"" + word + "\"" + (prefix ? "*" : ""))
                        .toList());
    }

    private static long rows(Connection connection, String expression, int rowid) throws SQLException {
        String only = rowid > 0 ? " AND rowid = " + rowid : "";
        try (PreparedStatement select = connection.prepareStatement("SELECT count(*) FROM t WHERE t MATCH ?" + only)) {
            select.setString(1, expression);
            try (ResultSet row = select.executeQuery()) {
                return row.getLong(1);
            }
        }
    }
}
