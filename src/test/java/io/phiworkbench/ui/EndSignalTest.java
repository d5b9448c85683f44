package io.phiworkbench.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EndSignalTest {
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger exited = new AtomicInteger(-1);

    @Test
    void theFirstClosesTheWindowAndTheSecondEndsTheProgram() {
        EndSignal signal = new EndSignal(closed::incrementAndGet, exited::set, Duration.ofHours(1));
        assertThat(signal.status(3)).isEqualTo(3);

        signal.received(15);
        assertThat(signal.status(3)).isEqualTo(143);
        assertThat(closed).hasValue(1);
        assertThat(exited).hasValue(-1);

        signal.received(2);
        assertThat(closed).hasValue(1);
        assertThat(exited).hasValue(143);
    }

    @Test
    void aWindowThatDoesNotCloseDoesNotKeepTheProgram() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        new EndSignal(closed::incrementAndGet, _ -> end.countDown(), Duration.ofMillis(1)).received(15);
        assertThat(end.await(60, TimeUnit.SECONDS)).isTrue();
    }
}
