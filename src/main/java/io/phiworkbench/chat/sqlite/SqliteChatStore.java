package io.phiworkbench.chat.sqlite;

import io.phiworkbench.chat.AttachmentStore;
import io.phiworkbench.chat.ChatStore;
import io.phiworkbench.chat.Conversation;
import io.phiworkbench.chat.DataFolder;
import io.phiworkbench.chat.LibraryEvent;
import io.phiworkbench.chat.Preset;
import io.phiworkbench.chat.SearchHit;
import io.phiworkbench.chat.StoreChange;
import io.phiworkbench.chat.StoreException;
import io.phiworkbench.chat.StoreFault;
import io.phiworkbench.chat.StoredConversation;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.GeneratedToken;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteException;

/**
 * Conversations in one SQLite database with pictures as files beside it. Several processes may have the same store open:
 * SQLite keeps their writes apart, and each knows the running answers of the living from those of the dead.
 */
public final class SqliteChatStore implements ChatStore {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteChatStore.class);
    private static final int READERS = 2;

    /** A read. */
    private interface Read<T> {
        T with(Connection connection) throws SQLException;
    }

    private final List<Failure> notices;
    private final DatabaseFile file;
    private final ProcessRegistry process;
    private final AttachmentStore attachments;
    private final Writer writer;
    private final BlockingQueue<Connection> readers = new ArrayBlockingQueue<>(READERS);
    private final List<Consumer<LibraryEvent>> listeners = new CopyOnWriteArrayList<>();

    private SqliteChatStore(DataFolder folder, DatabaseFile file, ProcessRegistry process, List<Failure> notices)
            throws SQLException {
        this.notices = List.copyOf(notices);
        this.file = file;
        this.process = process;
        this.attachments = new AttachmentStore(folder.attachments());
        for (int i = 0; i < READERS; i++) {
            readers.add(file.connect(true));
        }
        this.writer = new Writer(file.connect(false), process.id(), attachments, this::tell);
    }

    /**
     * Opens the store of a folder and makes it where there is none. A database that is damaged or of a newer version is
     * set aside under a name with the date, and {@link #notices} says so. Answers that dead processes left running
     * become interrupted ones. Blocks.
     *
     * @throws StoreException if the folder cannot be written, or if the database has to be set aside while another
     *     process uses it
     */
    public static SqliteChatStore open(DataFolder folder) {
        ProcessRegistry process = null;
        try {
            Files.createDirectories(folder.root());
            process = ProcessRegistry.enter(folder.processes());
            DatabaseFile file = new DatabaseFile(folder.database());
            Optional<Failure> notice = file.prepare(process.others().isEmpty(), Instant.now());
            SqliteChatStore store =
                    new SqliteChatStore(folder, file, process, notice.stream().toList());
            store.interruptOrphans();
            return store;
        } catch (IOException | SQLException | StoreException e) {
            leave(process, e);
            if (e instanceof StoreException said) {
                throw said;
            }
            throw new StoreException(e, StoreFault.NOT_OPENED, folder.root(), e.getMessage());
        }
    }

    /**
     * As {@link #open}; where that fails, a store in a temporary folder, so that the program can be used, with a notice
     * that says why and that nothing will be kept.
     *
     * @throws StoreException if there is no place for temporary files either
     */
    public static SqliteChatStore openOrTemporary(DataFolder folder) {
        try {
            return open(folder);
        } catch (StoreException e) {
            return openTemporary(Failure.of(StoreFault.NOT_KEPT, e.failure()));
        }
    }

    private static SqliteChatStore openTemporary(Failure notice) {
        try {
            DataFolder folder = new DataFolder(Files.createTempDirectory("phi-workbench"));
            ProcessRegistry process = ProcessRegistry.enter(folder.processes());
            DatabaseFile file = new DatabaseFile(folder.database());
            file.prepare(true, Instant.now());
            return new SqliteChatStore(folder, file, process, List.of(notice));
        } catch (IOException | SQLException e) {
            throw new StoreException(e, StoreFault.KEPT_NOWHERE, e.getMessage());
        }
    }

    private static void leave(ProcessRegistry process, Exception cause) {
        if (process != null) {
            try {
                process.close();
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }

    /** What dead processes were writing is what it was when they died. */
    private void interruptOrphans() {
        List<String> living = new ArrayList<>(process.others());
        living.add(process.id());
        String places = String.join(", ", Collections.nCopies(living.size(), "?"));
        writer.submit(connection -> {
                    try (var statement = connection.prepareStatement(
                            "UPDATE message SET state = 'INTERRUPTED', process = NULL WHERE state = 'RUNNING'"
                                    + " AND (process IS NULL OR process NOT IN (" + places + "))")) {
                        for (int i = 0; i < living.size(); i++) {
                            statement.setString(i + 1, living.get(i));
                        }
                        statement.executeUpdate();
                    }
                })
                .join();
    }

    @Override
    public List<Failure> notices() {
        return notices;
    }

    @Override
    public List<Conversation> conversations() {
        return read(connection -> new Reads(connection).conversations());
    }

    @Override
    public List<Long> interrupted() {
        return read(connection -> new Reads(connection).interrupted());
    }

    @Override
    public Optional<StoredConversation> load(long conversationId) {
        return read(connection -> new Reads(connection).conversation(conversationId));
    }

    @Override
    public List<GeneratedToken> tokens(long messageId) {
        return read(connection -> new Reads(connection).tokens(messageId));
    }

    @Override
    public List<SearchHit> search(String query, int limit) {
        return read(connection -> new Search(connection).find(query, limit));
    }

    @Override
    public List<Preset> presets() {
        return read(connection -> new Reads(connection).presets());
    }

    @Override
    public byte[] attachment(String sha256) {
        writer.awaitQueued();
        return attachments.get(sha256);
    }

    @Override
    public CompletableFuture<Void> write(List<StoreChange> changes) {
        return writer.write(changes);
    }

    @Override
    public CompletableFuture<Void> purge(Instant hiddenBefore) {
        return writer.submit(connection -> {
            for (String table : List.of("message", "conversation")) {
                try (var statement = connection.prepareStatement("DELETE FROM " + table + " WHERE hidden < ?")) {
                    statement.setLong(1, hiddenBefore.toEpochMilli());
                    statement.executeUpdate();
                }
            }
            Set<String> used = new Reads(connection).usedAttachments();
            attachments.purge(used, Instant.now());
        });
    }

    @Override
    public void onEvent(Consumer<LibraryEvent> listener) {
        listeners.add(listener);
    }

    /** The connection that writes; tests make its disk full. */
    Connection writing() {
        return writer.connection();
    }

    /** A setting of the reading connections. */
    String pragma(String name) {
        return read(connection -> new Reads(connection)
                .query("PRAGMA " + name, row -> row.getString(1))
                .getFirst());
    }

    private void tell(LibraryEvent event) {
        for (Consumer<LibraryEvent> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                // On the thread that writes: nothing that a listener does may end it.
                LOG.error("a listener failed on {}", event.getClass().getSimpleName(), e);
            }
        }
    }

    private <T> T read(Read<T> read) {
        writer.awaitQueued();
        Connection connection = takeReader();
        try {
            return read.with(connection);
        } catch (SQLiteException e) {
            if (DatabaseFile.isDamage(e)) {
                file.suspect();
                throw new StoreException(e, StoreFault.DAMAGED, e.getResultCode().message);
            }
            throw new StoreException(e, StoreFault.UNREADABLE, e.getMessage());
        } catch (SQLException | IllegalArgumentException e) {
            throw new StoreException(e, StoreFault.UNREADABLE, e.getMessage());
        } finally {
            readers.add(connection);
        }
    }

    private Connection takeReader() {
        try {
            return readers.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(e, StoreFault.INTERRUPTED);
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
        } finally {
            closeReaders();
        }
    }

    private void closeReaders() {
        try {
            for (int i = 0; i < READERS; i++) {
                takeReader().close();
            }
            process.close();
        } catch (SQLException | IOException e) {
            throw new StoreException(e, StoreFault.NOT_CLOSED, e.getMessage());
        }
    }
}
