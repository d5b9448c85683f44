package io.phiworkbench.text;

import java.util.List;

/**
 * Ends a stream of text at the first stop string, which is not part of the text. Text that may be the beginning of a
 * stop string is withheld until it is certain. How the text is cut into pieces makes no difference: the stop string
 * that is complete first counts.
 *
 * <p>For one thread.
 */
public final class StopMatcher {
    private final List<String> stops;
    private String withheld = "";
    private boolean stopped;

    /**
     * @param stops the stop strings; none is fine
     * @throws IllegalArgumentException when one is empty
     */
    public StopMatcher(List<String> stops) {
        if (stops.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("a stop string is empty");
        }
        this.stops = List.copyOf(stops);
    }

    /**
     * Takes the next piece.
     *
     * @return the text that is certainly before any stop string; nothing more once {@link #stopped}
     */
    public String push(String piece) {
        if (stopped) {
            return "";
        }
        String text = withheld + piece;
        int stop = firstStop(text);
        if (stop >= 0) {
            stopped = true;
            withheld = "";
            return text.substring(0, stop);
        }
        int certain = certainLength(text);
        withheld = text.substring(certain);
        return text.substring(0, certain);
    }

    /** Start of the stop string that ends first (of those, the longest), or -1. */
    private int firstStop(String text) {
        int start = -1;
        int end = Integer.MAX_VALUE;
        for (String stop : stops) {
            int at = text.indexOf(stop);
            boolean first = at + stop.length() < end || at + stop.length() == end && at < start;
            if (at >= 0 && first) {
                start = at;
                end = at + stop.length();
            }
        }
        return start;
    }

    /** How much of a text without a stop string cannot be the beginning of one. */
    private int certainLength(String text) {
        int certain = text.length();
        for (String stop : stops) {
            for (int n = Math.min(stop.length() - 1, text.length()); n > 0; n--) {
                if (text.endsWith(stop.substring(0, n))) {
                    certain = Math.min(certain, text.length() - n);
                    break;
                }
            }
        }
        return certain;
    }

    /** Whether a stop string was met. */
    public boolean stopped() {
        return stopped;
    }

    /**
     * Ends the text.
     *
     * @return what was withheld and turned out to be no stop string
     */
    public String finish() {
        String rest = withheld;
        withheld = "";
        return rest;
    }
}
