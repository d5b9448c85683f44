package io.phiworkbench.chat.sqlite;

import io.phiworkbench.chat.AttachmentStore;
import io.phiworkbench.chat.LibraryEvent;
import io.phiworkbench.chat.StoreChange;
import io.phiworkbench.chat.StoreException;
import io.phiworkbench.chat.StoreFault;
import io.phiworkbench.failure.Failure;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The one thread that writes. Batches are written in their order, each in a transaction; one that cannot be written now
 * stays at the head, and the thread tries again until it can or the store closes.
 */
final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final Duration LOOK_FOR_OTHERS = Duration.ofSeconds(2);
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LAST_RETRY = Duration.ofSeconds(10);

    /** Work in a transaction. */
    interface Task {
        void run(Connection connection) throws SQLException, IOException;
    }

    private record Batch(Task task, CompletableFuture<Void> done) {}

    private final Connection connection;
    private final Changes changes;
    private final AttachmentStore attachments;
    private final Consumer<LibraryEvent> events;
    private final Thread thread;

    // Guarded by this:
    private final Deque<Batch> queue = new ArrayDeque<>();
    private final Map<Long, String> runningTexts = new LinkedHashMap<>();
    private boolean closing;
    private Failure trouble;

    // Of the thread alone:
    private long dataVersion;
    private Duration retry = FIRST_RETRY;

    /** Takes over the connection. */
    Writer(Connection connection, String process, AttachmentStore attachments, Consumer<LibraryEvent> events)
            throws SQLException {
        this.connection = connection;
        this.changes = new Changes(connection, process);
        this.attachments = attachments;
        this.events = events;
        this.dataVersion = dataVersion();
        this.thread = Thread.ofPlatform().name("chat-store").daemon().start(this::work);
    }

    /** Queues changes; where they are only texts of running answers, the newest of each stands for the earlier ones. */
    CompletableFuture<Void> write(List<StoreChange> batch) {
        if (batch.stream().allMatch(StoreChange.PutRunningText.class::isInstance)) {
            return writeTexts(batch);
        }
        return submit(_ -> {
            for (StoreChange change : batch) {
                if (change instanceof StoreChange.PutAttachment put) {
                    attachments.put(put.image());
                } else {
                    changes.apply(change);
                }
            }
        });
    }

    private synchronized CompletableFuture<Void> writeTexts(List<StoreChange> batch) {
        boolean alreadyQueued = !runningTexts.isEmpty();
        for (StoreChange change : batch) {
            StoreChange.PutRunningText text = (StoreChange.PutRunningText) change;
            runningTexts.put(text.messageId(), text.text());
        }
        return alreadyQueued ? CompletableFuture.completedFuture(null) : submit(_ -> applyTexts());
    }

    private void applyTexts() throws SQLException {
        Map<Long, String> texts;
        synchronized (this) {
            texts = Map.copyOf(runningTexts);
        }
        for (Map.Entry<Long, String> text : texts.entrySet()) {
            changes.apply(new StoreChange.PutRunningText(text.getKey(), text.getValue()));
        }
        synchronized (this) {
            // What came in between is newer than what was written: it stays, and needs its own batch.
            texts.forEach(runningTexts::remove);
            if (!runningTexts.isEmpty()) {
                submit(_ -> applyTexts());
            }
        }
    }

    synchronized CompletableFuture<Void> submit(Task task) {
        if (closing) {
            return CompletableFuture.failedFuture(new StoreException(StoreFault.CLOSED));
        }
        Batch batch = new Batch(task, new CompletableFuture<>());
        queue.add(batch);
        notifyAll();
        return batch.done();
    }

    /** Waits until all that is queued now is written, or cannot be. */
    void awaitQueued() {
        CompletableFuture<Void> here;
        synchronized (this) {
            if (queue.isEmpty() || closing) {
                return;
            }
            here = submit(_ -> {});
        }
        synchronized (this) {
            while (!here.isDone() && trouble == null && !closing) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    Connection connection() {
        return connection;
    }

    private void work() {
        for (Batch batch = next(); batch != null; batch = next()) {
            attempt(batch);
        }
    }

    /** The batch at the head, which stays there; null when all is done and the store closes. */
    private Batch next() {
        while (true) {
            synchronized (this) {
                if (!queue.isEmpty()) {
                    return closing && trouble != null ? null : queue.peek();
                }
                if (closing) {
                    return null;
                }
                pause(LOOK_FOR_OTHERS);
                if (!queue.isEmpty() || closing) {
                    continue;
                }
            }
            lookForOthers();
        }
    }

    private void attempt(Batch batch) {
        try {
            transaction(batch.task());
            written(batch);
        } catch (IOException e) {
            later(Failure.of(e));
        } catch (SQLiteException e) {
            if (canPass(e)) {
                later(new Failure.Plain(e.getResultCode().message));
            } else {
                drop(batch, e);
            }
        } catch (OutOfMemoryError e) {
            later(Failure.of(StoreFault.OUT_OF_MEMORY));
        } catch (SQLException | RuntimeException | Error e) {
            // Whatever a batch does, the thread goes on: the next one may be the user's.
            drop(batch, e);
        }
    }

    private void transaction(Task task) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("BEGIN IMMEDIATE");
            try {
                task.run(connection);
                statement.executeUpdate("COMMIT");
            } catch (SQLException | IOException | RuntimeException | Error e) {
                rollBack(statement, e);
                throw e;
            }
        }
    }

    private static void rollBack(Statement statement, Throwable cause) {
        try {
            statement.executeUpdate("ROLLBACK");
        } catch (SQLException e) {
            // SQLite has already rolled back by itself after a full disk or an I/O error.
            cause.addSuppressed(e);
        }
    }

    private static boolean canPass(SQLiteException e) {
        return switch (SQLiteErrorCode.getErrorCode(e.getResultCode().code & 0xff)) {
            case SQLITE_FULL,
                    SQLITE_IOERR,
                    SQLITE_BUSY,
                    SQLITE_LOCKED,
                    SQLITE_READONLY,
                    SQLITE_CANTOPEN,
                    SQLITE_NOMEM,
                    SQLITE_CORRUPT,
                    SQLITE_NOTADB -> true;
            default -> false;
        };
    }

    private void written(Batch batch) {
        boolean recovered;
        synchronized (this) {
            queue.remove();
            recovered = trouble != null && queue.isEmpty();
            if (recovered) {
                trouble = null;
            }
            retry = FIRST_RETRY;
            batch.done().complete(null);
            notifyAll();
        }
        if (recovered) {
            events.accept(new LibraryEvent.StoreRecovered());
        }
    }

    private void drop(Batch batch, Throwable e) {
        LOG.error("a change could not be stored", e);
        StoreException said = new StoreException(e, StoreFault.NOT_STORED, e.getMessage());
        synchronized (this) {
            queue.remove();
            batch.done().completeExceptionally(said);
            notifyAll();
        }
        events.accept(new LibraryEvent.StoreTrouble(said.failure()));
    }

    private void later(Failure why) {
        Failure line = Failure.of(StoreFault.WRITTEN_LATER, why);
        boolean news;
        synchronized (this) {
            news = !line.equals(trouble);
            trouble = line;
            notifyAll();
        }
        if (news) {
            LOG.warn(line.english());
            events.accept(new LibraryEvent.StoreTrouble(line));
        }
        synchronized (this) {
            if (!closing) {
                pause(retry);
            }
        }
        retry = retry.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? retry.multipliedBy(2) : LAST_RETRY;
    }

    /** Waits for news or the end of the time; the caller holds the lock and looks again. */
    private void pause(Duration time) {
        try {
            wait(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing = true;
        }
    }

    private void lookForOthers() {
        try {
            long version = dataVersion();
            if (version != dataVersion) {
                dataVersion = version;
                events.accept(new LibraryEvent.ChangedElsewhere());
            }
        } catch (SQLException e) {
            LOG.warn("cannot see whether another process changed the chats", e);
        }
    }

    private long dataVersion() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA data_version")) {
            return row.getLong(1);
        }
    }

    /**
     * Writes what is queued, with one last try where there is trouble, and closes the connection.
     *
     * @throws StoreException if something is lost
     */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        join();
        String lost = lastTry();
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StoreException(e, StoreFault.NOT_CLOSED, e.getMessage());
        }
        if (lost != null) {
            throw new StoreException(StoreFault.LOST, lost);
        }
    }

    private void join() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String lastTry() {
        while (!queue.isEmpty()) {
            Batch batch = queue.peek();
            try {
                transaction(batch.task());
                queue.remove();
                batch.done().complete(null);
            } catch (SQLException | IOException | RuntimeException e) {
                queue.forEach(b ->
                        b.done().completeExceptionally(new StoreException(e, StoreFault.NOT_STORED, e.getMessage())));
                return e.getMessage();
            }
        }
        return null;
    }
}
