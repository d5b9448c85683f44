package io.phiworkbench.models.hub;

import io.phiworkbench.models.hub.HubException.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** What a download fetches with and reports to. Thread-safe. */
public final class Transfer {
    /** Settings, links, locks and lists need some room too. */
    private static final long SPARE = 32L << 20;

    private final DownloadOptions options;
    private final TransferMeter meter = new TransferMeter();
    private final Set<BlobTransfer.Flow> flows = BlobTransfer.noFlows();

    Transfer(DownloadOptions options) {
        this.options = options;
    }

    /**
     * A new attempt begins: nothing is done yet.
     *
     * @param totalBytes that will be reported as done in the end
     */
    public void begin(long totalBytes) {
        meter.begin();
        meter.setTotal(totalBytes);
    }

    /** So many bytes more are done. */
    public void add(long bytes) {
        meter.add(bytes);
    }

    public void setState(DownloadState state) {
        meter.setState(state);
    }

    /**
     * Sees that what is still missing can be written.
     *
     * @param what needs it
     * @param folder exists
     * @throws HubException if the disk has too little room for it
     */
    public void requireRoom(String what, Path folder, long missing, SourceWords words) throws IOException {
        long needed = missing + SPARE;
        long free = options.disk().freeBytes(folder);
        if (needed > free) {
            throw HubException.disk(
                    what + " needs " + gigabytes(needed) + " more in " + folder + ", where " + gigabytes(free)
                            + " are free: free " + gigabytes(needed - free) + ", or " + words.elsewhere() + " disk.",
                    null);
        }
    }

    private static String gigabytes(long bytes) {
        return bytes >= 100_000_000L
                ? String.format(Locale.ROOT, "%.1f GB", bytes / 1e9)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    /**
     * The right to do this work, of all processes of this program.
     *
     * @param file that stands for it
     * @param what is worked on, for the message
     * @throws HubException if another has it
     */
    public static Lock lock(Path file, String what) throws IOException {
        BlobLock lock = BlobLock.tryTake(file)
                .orElseThrow(() -> new HubException(
                        Fault.BUSY,
                        what + " is being fetched or removed by another window or command of this program;"
                                + " wait for it to end."));
        return lock::close;
    }

    /** A lock that is given back. */
    public interface Lock extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    /**
     * Fetches a file, or what is missing of it, and compares its hash. Until then it has another name.
     *
     * @throws HubException if it cannot be had
     */
    public void fetch(WebFile file, Path target) throws IOException, InterruptedException {
        try (WebClient web = new WebClient(options.patience(), file.words().setting())) {
            RepoFile content = file.content();
            new BlobFetch(options, meter, flows, file.words(), (from, to) -> file.open(web, from, to))
                    .fetch(content, partial(target), target, 1, file::otherContent);
        }
    }

    /** Where a file lies while it comes. */
    public static Path partial(Path target) {
        return target.resolveSibling(target.getFileName() + ".phi.incomplete");
    }

    DownloadOptions options() {
        return options;
    }

    TransferMeter meter() {
        return meter;
    }

    Set<BlobTransfer.Flow> flows() {
        return flows;
    }
}
