package io.phiworkbench.models.hub;

import io.phiworkbench.models.hub.HubException.Fault;
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
     * @throws HubException if there is to be none
     */
    void failed(IOException fault, String what) throws InterruptedException {
        failures++;
        Optional<Duration> asked = fault instanceof PassingFault passing ? passing.askedToWait() : Optional.empty();
        boolean tooLong =
                asked.filter(w -> w.compareTo(patience.longestWait()) > 0).isPresent();
        if (failures >= patience.tries() || tooLong) {
            throw new HubException(Fault.UNREACHABLE, givenUp(fault, what, asked), fault);
        }
        Duration pause = asked.orElseGet(() -> patience.pause(failures));
        meter.troubled(meaning(fault), pause);
        Thread.sleep(pause);
    }

    /** What to say of a single attempt that failed. */
    static String oneAttempt(SourceWords words, IOException fault, String what) {
        Retries none = new Retries(words, Patience.usual(), new TransferMeter());
        return none.givenUp(fault, what, Optional.empty());
    }

    private String givenUp(IOException fault, String what, Optional<Duration> asked) {
        String wait =
                asked.map(w -> " and asks to wait " + w.toSeconds() + " s").orElse("");
        String way = fault instanceof PassingFault
                ? "try again later" + words.later()
                : "check the network, the system's proxy and " + words.setting() + ", then try again";
        return "Fetching " + what + " failed: " + meaning(fault) + wait + "; " + way + ", what came so far is kept.";
    }

    /** What an exception of the network means. */
    private String meaning(IOException fault) {
        String host = words.host();
        Throwable cause = fault;
        while (cause != null) {
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return "the name " + host + " cannot be looked up";
            }
            if (cause instanceof SSLException) {
                return "no secure connection to " + host + " (" + cause.getMessage() + ")";
            }
            if (cause instanceof HttpTimeoutException || cause instanceof ConnectException) {
                return host + " cannot be reached";
            }
            cause = cause.getCause();
        }
        return fault instanceof PassingFault || fault.getMessage() == null
                ? String.valueOf(fault.getMessage())
                : "the connection was cut (" + fault.getMessage() + ")";
    }
}
