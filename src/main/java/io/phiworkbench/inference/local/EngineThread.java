package io.phiworkbench.inference.local;

import io.phiworkbench.inference.ModelClosedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The one thread on which a model's native code runs, in the order in which work came. TorchScript's settings belong to
 * a thread, and one owner keeps caches free of locks.
 */
final class EngineThread implements AutoCloseable {
    /** How long the end of the program waits for the operator that runs: a large picture's batch of crops takes seconds. */
    private static final Duration END = Duration.ofSeconds(20);
    /** What a process killed by SIGTERM returns, which is how a program ends in the midst of its work. */
    private static final int KILLED = 143;

    private final ExecutorService executor;
    private final Duration patience;
    private final Runnable halt;
    private final Thread atExit;
    private volatile boolean ending;

    EngineThread(String name) {
        this(name, END, () -> Runtime.getRuntime().halt(KILLED));
    }

    /**
     * @param patience how long the end of the program waits for running work
     * @param halt what ends the program at once if it still runs then
     */
    EngineThread(String name, Duration patience, Runnable halt) {
        this.patience = patience;
        this.halt = halt;
        executor = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name(name).daemon(true).factory());
        atExit = Thread.ofPlatform().name(name + " ends").unstarted(this::end);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Whether the program is ending, so that work should stop where it next can. */
    boolean ending() {
        return ending;
    }

    /**
     * Waits for running native code: the end of the process takes libtorch's own data away, and an operator that still
     * runs would crash on it. What does not stop in time is halted with the whole process, which takes nothing away.
     */
    void end() {
        ending = true;
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                halt.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @throws ModelClosedException if it was closed */
    CompletableFuture<Void> submit(Runnable work) {
        try {
            return CompletableFuture.runAsync(work, executor);
        } catch (RejectedExecutionException e) {
            throw new ModelClosedException(e);
        }
    }

    /** Runs work there and waits for it; what it throws is thrown here. */
    <T> T call(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, executor).get();
        } catch (RejectedExecutionException e) {
            throw new ModelClosedException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the model", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** Lets queued work finish, then ends the thread. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(1, TimeUnit.HOURS)) {
                throw new IllegalStateException("the inference thread does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            forgetExit();
        }
    }

    private void forgetExit() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            ending = true; // the program is ending already and runs the hook itself
        }
    }
}
