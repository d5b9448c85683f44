package io.phiworkbench.server;

/**
 * What a server has done so far.
 *
 * @param requests requests of any kind, refused ones included
 * @param open answers that run or wait
 * @param answered answers that came to their end
 * @param refused requests that got an error
 * @param abandoned answers whose client went away
 * @param tokens tokens of all answers
 */
public record ServerFigures(long requests, int open, long answered, long refused, long abandoned, long tokens) {
    /** A server that was not asked yet. */
    public static final ServerFigures NONE = new ServerFigures(0, 0, 0, 0, 0, 0);
}
