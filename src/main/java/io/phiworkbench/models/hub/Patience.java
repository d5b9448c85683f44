package io.phiworkbench.models.hub;

import java.time.Duration;

/**
 * How long to wait for what.
 *
 * @param connect for a connection
 * @param answer for the first line of an answer
 * @param stall for the next bytes of a file
 * @param tries attempts in a row that bring nothing
 * @param firstPause before the second attempt; doubled for each further one
 * @param longestPause between attempts
 * @param longestWait that a server may ask for
 */
record Patience(
        Duration connect,
        Duration answer,
        Duration stall,
        int tries,
        Duration firstPause,
        Duration longestPause,
        Duration longestWait) {

    static Patience usual() {
        return new Patience(
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                6,
                Duration.ofSeconds(1),
                Duration.ofSeconds(20),
                Duration.ofMinutes(10));
    }

    /** The pause after this many attempts in a row that brought nothing. */
    Duration pause(int failures) {
        Duration pause = firstPause.multipliedBy(1L << Math.min(20, failures - 1));
        return pause.compareTo(longestPause) > 0 ? longestPause : pause;
    }
}
