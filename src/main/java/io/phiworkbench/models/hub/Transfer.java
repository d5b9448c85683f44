package io.phiworkbench.models.hub;

import io.phiworkbench.failure.Failure;
import java.io.IOException;
import java.nio.file.Path;
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
     * @param what needs it: a name, or words for it
     * @param folder exists
     * @throws HubException if the disk has too little room for it
     */
    public void requireRoom(Object what, Path folder, long missing, SourceWords words) throws IOException {
        long needed = missing + SPARE;
        long free = options.disk().freeBytes(folder);
        if (needed > free) {
            throw new HubException(
                    HubFault.NO_ROOM, what, size(needed), folder, size(free), size(needed - free), words.elsewhere());
        }
    }

    private static Failure size(long bytes) {
        return bytes >= 100_000_000L
                ? Failure.of(HubFault.GIGABYTES, bytes / 1e9)
                : Failure.of(HubFault.MEGABYTES, bytes / 1e6);
    }

    /**
     * The right to do this work, of all processes of this program.
     *
     * @param file that stands for it
     * @param what is worked on, for the message: a name, or words for it
     * @throws HubException if another has it
     */
    public static Lock lock(Path file, Object what) throws IOException {
        BlobLock lock = BlobLock.tryTake(file).orElseThrow(() -> new HubException(HubFault.BUSY, what));
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
