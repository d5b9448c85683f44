package io.phiworkbench.models.hub;

import io.phiworkbench.failure.Failure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Attempts in a row that brought nothing: waits longer after each, and gives up at some point. */
final class Retries {
    private final SourceWords words;
    private final Patience patience;
    private final TransferMeter meter;
    private int failures;

    Retries(SourceWords words, Patience patience, TransferMeter meter) {
        this.words = words;
        this.patience = patience;
        this.meter = meter;
    }

    /** Something worked. */
    void progressed() {
        failures = 0;
    }

    /**
     * Waits before another attempt.
     *
     * @param what was fetched: the name of a file, or words for it
     * @throws HubException if there is to be none
     */
    void failed(IOException fault, Object what) throws InterruptedException {
        failures++;
        Optional<Duration> asked = fault instanceof PassingFault passing ? passing.askedToWait() : Optional.empty();
        boolean tooLong =
                asked.filter(w -> w.compareTo(patience.longestWait()) > 0).isPresent();
        if (failures >= patience.tries() || tooLong) {
            throw givenUp(fault, what, asked);
        }
        Duration pause = asked.orElseGet(() -> patience.pause(failures));
        meter.troubled(meaning(fault), pause);
        Thread.sleep(pause);
    }

    /** What to say of a single attempt that failed. */
    static HubException oneAttempt(SourceWords words, IOException fault, Failure what) {
        Retries none = new Retries(words, Patience.usual(), new TransferMeter());
        return none.givenUp(fault, what, Optional.empty());
    }

    private HubException givenUp(IOException fault, Object what, Optional<Duration> asked) {
        Failure meaning = meaning(fault);
        Failure why = asked.map(w -> Failure.of(HubFault.ASKED_TO_WAIT, meaning, w.toSeconds()))
                .orElse(meaning);
        if (fault instanceof PassingFault) {
            HubFault later = words.limited() ? HubFault.TRY_LATER_WITHOUT_TOKEN : HubFault.TRY_LATER;
            return new HubException(fault, later, what, why);
        }
        return new HubException(fault, HubFault.CHECK_NETWORK, what, why, words.setting());
    }

    /** What an exception of the network means. */
    private Failure meaning(IOException fault) {
        String host = words.host();
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return Failure.of(HubFault.NAME_UNKNOWN, host);
            }
            if (cause instanceof SSLException) {
                return Failure.of(HubFault.INSECURE, host, cause.getMessage());
            }
            if (cause instanceof HttpTimeoutException || cause instanceof ConnectException) {
                return Failure.of(HubFault.UNREACHABLE, host);
            }
        }
        return fault instanceof PassingFault passing ? passing.failure() : Failure.of(HubFault.CUT, Failure.of(fault));
    }
}
