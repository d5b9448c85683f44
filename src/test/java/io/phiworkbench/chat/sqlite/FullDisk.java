package io.phiworkbench.chat.sqlite;

import java.sql.SQLException;
import java.sql.Statement;

/** Lets a store's disk be full: a database that may not grow is what a full disk is to SQLite. */
public final class FullDisk {
    private FullDisk() {}

    /** From here on nothing fits. */
    public static void fill(SqliteChatStore store) throws SQLException {
        // A limit below the database's size means its size.
        limit(store, 1);
    }

    public static void makeRoom(SqliteChatStore store) throws SQLException {
        limit(store, 1_000_000);
    }

    private static void limit(SqliteChatStore store, int pages) throws SQLException {
        try (Statement statement = store.writing().createStatement()) {
            statement.execute("PRAGMA max_page_count = " + pages);
        }
    }
}
