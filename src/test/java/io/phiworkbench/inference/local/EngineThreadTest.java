package io.phiworkbench.inference.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class EngineThreadTest {
    @Test
    void theEndOfTheProgramWaitsForRunningWorkWhichSeesThatItShouldStop() throws InterruptedException {
        var started = new CountDownLatch(1);
        var thread = new EngineThread("ends");
        CompletableFuture<Void> running = thread.submit(() -> {
            started.countDown();
            while (!thread.ending()) {
                Thread.onSpinWait();
            }
        });
        started.await();
        thread.end();
        assertThat(running).isCompleted();
    }

    @Test
    void theEndOfTheProgramHaltsWorkThatDoesNotStopInTime() {
        var halted = new AtomicBoolean();
        var freed = new CountDownLatch(1);
        var thread = new EngineThread("stuck", Duration.ZERO, () -> halted.set(true));
        CompletableFuture<Void> stuck = thread.submit(() -> awaitUninterrupted(freed));
        thread.end();
        assertThat(halted).isTrue();
        freed.countDown();
        stuck.join();
    }

    /** As native code does, this hears of no interrupt. */
    private static void awaitUninterrupted(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void workThatComesAfterTheEndIsRefused() {
        var thread = new EngineThread("ended");
        thread.end();
        assertThatThrownBy(() -> thread.submit(() -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aClosedThreadLeavesNothingForTheEndOfTheProgram() {
        var thread = new EngineThread("closed");
        thread.close();
        assertThat(thread.ending()).isFalse();
        assertThatThrownBy(() -> thread.call(() -> 1)).isInstanceOf(IllegalStateException.class);
    }
}
