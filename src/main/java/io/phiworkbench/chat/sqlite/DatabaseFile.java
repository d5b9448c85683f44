package io.phiworkbench.chat.sqlite;

import io.phiworkbench.chat.StoreException;
import io.phiworkbench.chat.StoreFault;
import io.phiworkbench.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The database as a file: opened with the right settings, checked, and set aside where it cannot be used. It is never
 * overwritten.
 */
final class DatabaseFile {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseFile.class);
    private static final long CHECKED_ALWAYS = 64L << 20;
    private static final int BUSY_MILLIS = 5_000;
    private static final List<String> COMPANIONS = List.of("", "-wal", "-shm");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss").withZone(ZoneId.systemDefault());

    private final Path file;

    DatabaseFile(Path file) {
        this.file = file;
    }

    /**
     * Makes sure that there is a usable database of this version.
     *
     * @param alone whether no other process has it open, so that it may be renamed
     * @return what to tell the user if the one that was there had to be set aside
     */
    Optional<Failure> prepare(boolean alone, Instant now) throws IOException, SQLException {
        Optional<Failure> fault = Files.exists(file) ? fault() : Optional.empty();
        if (fault.isPresent() && !alone) {
            throw new StoreException(StoreFault.OPEN_ELSEWHERE, file, fault.get());
        }
        Optional<Failure> notice = Optional.empty();
        if (fault.isPresent()) {
            Path aside = setAside(now);
            notice = Optional.of(Failure.of(StoreFault.SET_ASIDE, file, fault.get(), aside.getFileName()));
        }
        try (Connection connection = connect(false)) {
            Schema.migrate(connection);
        }
        return notice;
    }

    /** Notes that a read or write met damage: the next start checks the whole file. */
    void suspect() {
        try {
            Files.writeString(suspicion(), "");
        } catch (IOException e) {
            LOG.warn("cannot note that {} is damaged", file, e);
        }
    }

    private Path suspicion() {
        return file.resolveSibling(file.getFileName() + "-suspect");
    }

    /** A check reads all of the file, so that a large one is checked only after a crash or a read error. */
    private boolean needsCheck() throws IOException {
        Path wal = Path.of(file + "-wal");
        return Files.size(file) <= CHECKED_ALWAYS
                || Files.exists(wal) && Files.size(wal) > 0
                || Files.exists(suspicion());
    }

    private Optional<Failure> fault() throws SQLException, IOException {
        boolean check = needsCheck();
        try (Connection connection = connect(false)) {
            int version = Schema.version(connection);
            if (version > Schema.VERSION) {
                return Optional.of(Failure.of(StoreFault.NEWER, version, Schema.VERSION));
            }
            Optional<Failure> fault = check ? quickCheck(connection) : Optional.empty();
            Files.deleteIfExists(suspicion());
            return fault;
        } catch (SQLiteException e) {
            if (isDamage(e)) {
                return Optional.of(Failure.of(StoreFault.DAMAGED_FILE, e.getResultCode().message));
            }
            throw e;
        }
    }

    private static Optional<Failure> quickCheck(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
            String result = row.getString(1);
            return result.equals("ok") ? Optional.empty() : Optional.of(Failure.of(StoreFault.DAMAGED_FILE, result));
        }
    }

    static boolean isDamage(SQLiteException e) {
        int primary = e.getResultCode().code & 0xff;
        return primary == SQLiteErrorCode.SQLITE_CORRUPT.code || primary == SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    private Path setAside(Instant now) throws IOException {
        String name = file.getFileName().toString().replaceFirst("\\.db$", "");
        Path aside = free(name + "-" + STAMP.format(now));
        for (String companion : COMPANIONS) {
            Path from = Path.of(file + companion);
            if (Files.exists(from)) {
                Files.move(from, Path.of(aside + companion));
            }
        }
        return aside;
    }

    private Path free(String name) {
        Path candidate = file.resolveSibling(name + ".db");
        for (int n = 2; Files.exists(candidate); n++) {
            candidate = file.resolveSibling(name + "-" + n + ".db");
        }
        return candidate;
    }

    /** A connection with WAL, foreign keys and patience; a writer's commits survive also a power failure. */
    Connection connect(boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.enforceForeignKeys(true);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        if (!readOnly) {
            config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        }
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        if (readOnly) {
            // Not SQLITE_OPEN_READONLY: a reader of a WAL database must be able to make the shared-memory file.
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA query_only = 1");
            }
        }
        return connection;
    }
}
