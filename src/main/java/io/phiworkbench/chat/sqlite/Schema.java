package io.phiworkbench.chat.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The versions of the schema: script {@code n.sql} brings a database from version n-1 to n. */
final class Schema {
    static final int VERSION = 2;

    private Schema() {}

    static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            return row.getInt(1);
        }
    }

    /** Runs the scripts that are missing, all or none; a second process that comes at the same time waits. */
    static void migrate(Connection connection) throws SQLException {
        if (version(connection) == VERSION) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("BEGIN IMMEDIATE");
            try {
                for (int next = version(connection) + 1; next <= VERSION; next++) {
                    statement.executeUpdate(script(next));
                    statement.executeUpdate("PRAGMA user_version = " + next);
                }
                statement.executeUpdate("COMMIT");
            } catch (SQLException e) {
                statement.executeUpdate("ROLLBACK");
                throw e;
            }
        }
    }

    private static String script(int version) {
        String name = "/io/phiworkbench/chat/sqlite/" + version + ".sql";
        try (InputStream in = Schema.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
