package io.phiworkbench.ui.control;

import io.phiworkbench.ui.i18n.Messages;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;

/**
 * The way off the FX thread and back. View models get one, so that their tests can run both sides where they like.
 *
 * @param background runs what takes time
 * @param fx runs what touches properties, in order
 */
public record FxThread(Executor background, Executor fx) {

    /** Virtual threads and the toolkit's queue. */
    public static FxThread toolkit() {
        return new FxThread(task -> Thread.ofVirtual().name("ui-work").start(task), Platform::runLater);
    }

    /** Does the work in the background; exactly one of the two consumers gets what came of it, on the FX thread. */
    public <T> void call(Supplier<T> work, Consumer<T> done, Consumer<RuntimeException> failed) {
        background.execute(() -> {
            T result;
            try {
                result = work.get();
            } catch (RuntimeException e) {
                fx.execute(() -> failed.accept(e));
                return;
            } catch (OutOfMemoryError e) {
                fx.execute(() -> failed.accept(new IllegalStateException(Messages.text("common.memory"), e)));
                return;
            }
            fx.execute(() -> done.accept(result));
        });
    }

    /** Hands the outcome of a future to the FX thread. */
    public <T> void follow(CompletableFuture<T> future, Consumer<T> done, Consumer<Throwable> failed) {
        future.whenComplete((result, problem) -> fx.execute(() -> {
            if (problem == null) {
                done.accept(result);
            } else {
                failed.accept(cause(problem));
            }
        }));
    }

    /** What a future failed with, without the wrapper that a chain of futures puts around it. */
    public static Throwable cause(Throwable problem) {
        return problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
    }
}
