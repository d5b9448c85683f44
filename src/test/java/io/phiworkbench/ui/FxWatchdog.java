package io.phiworkbench.ui;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;

/**
 * Sends a heartbeat through the FX thread again and again and notes the longest that it held one up: the processor time
 * the thread spent before answering, and the time it was seen waiting for something other than work. Time in which
 * other programs had the processor does not count, so a busy machine does not fail a test; where the toolkit waits for
 * its own painter, the painter's processor time counts.
 */
final class FxWatchdog implements AutoCloseable {
    private static final long LOOK_EVERY_MILLIS = 5;
    private static final long LONGEST_LOOK_NANOS = 4 * LOOK_EVERY_MILLIS * 1_000_000;
    private static final long BETWEEN_BEATS_MILLIS = 8;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Thread fx = WindowRig.fx(Thread::currentThread);
    private final Thread painter = Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("QuantumRenderer"))
            .findFirst()
            .orElseThrow();
    private final Thread watcher =
            Thread.ofPlatform().daemon().name("fx-watchdog").start(this::watch);
    private volatile boolean ended;
    private volatile long longestNanos;
    private volatile String where = "";
    private volatile int beats;

    private void watch() {
        try {
            while (!ended) {
                beat();
                Thread.sleep(BETWEEN_BEATS_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void beat() throws InterruptedException {
        CountDownLatch answered = new CountDownLatch(1);
        long[] cpuAtAnswer = new long[1];
        long cpu = threads.getThreadCpuTime(fx.threadId());
        long painterCpu = threads.getThreadCpuTime(painter.threadId());
        long waitedForPainter = 0;
        Platform.runLater(() -> {
            cpuAtAnswer[0] = threads.getThreadCpuTime(fx.threadId());
            answered.countDown();
        });
        long waited = 0;
        String seen = "";
        long before = System.nanoTime();
        while (!answered.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
            long now = System.nanoTime();
            Thread.State state = fx.getState();
            StackTraceElement[] frames = fx.getStackTrace();
            seen = text(frames);
            // One look stands for the time since the last, but not for the time that the watcher itself did not get.
            long passed = Math.min(now - before, LONGEST_LOOK_NANOS);
            if (state != Thread.State.RUNNABLE && seen.contains("waitForRenderingToComplete")) {
                waitedForPainter += passed;
            } else if (state != Thread.State.RUNNABLE && !isIdle(frames)) {
                waited += passed;
            }
            before = now;
        }
        long painted = threads.getThreadCpuTime(painter.threadId()) - painterCpu;
        long held = cpuAtAnswer[0] - cpu + waited + Math.min(waitedForPainter, painted);
        beats++;
        if (held > longestNanos) {
            longestNanos = held;
            where = seen;
        }
    }

    /** It waits for something to do: the heartbeat itself, which the machine has not handed over yet. */
    private static boolean isIdle(StackTraceElement[] frames) {
        return Arrays.stream(frames)
                .filter(f -> !f.getClassName().startsWith("java.util.concurrent.")
                        && !f.getClassName().startsWith("jdk.internal."))
                .findFirst()
                .filter(f -> f.getMethodName().equals("newRunLoop"))
                .isPresent();
    }

    private static String text(StackTraceElement[] frames) {
        StringBuilder text = new StringBuilder();
        for (StackTraceElement element : frames) {
            text.append("\n    at ").append(element);
        }
        return text.toString();
    }

    /** The longest the FX thread held up a heartbeat. */
    Duration longest() {
        return Duration.ofNanos(longestNanos);
    }

    /** What it was doing then. */
    String where() {
        return where;
    }

    int beats() {
        return beats;
    }

    @Override
    public void close() {
        ended = true;
        watcher.interrupt();
    }
}
