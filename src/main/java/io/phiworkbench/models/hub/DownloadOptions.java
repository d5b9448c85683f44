package io.phiworkbench.models.hub;

/**
 * How to download.
 *
 * @param connections at once for a file
 * @param partBytes of a file that one connection fetches at a time
 */
record DownloadOptions(int connections, long partBytes, Patience patience, Disk disk) {
    private static final int CONNECTIONS = 6;
    private static final long PART = 32L << 20;

    static DownloadOptions usual() {
        return new DownloadOptions(CONNECTIONS, PART, Patience.usual(), Disk.REAL);
    }
}
