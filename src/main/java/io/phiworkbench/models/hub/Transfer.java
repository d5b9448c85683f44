package io.phiworkbench.models.hub;

import io.phiworkbench.models.hub.HubException.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** What a download fetches with and reports to. Thread-safe. */
public final class Transfer {
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

    /** What may still be written to the disk that an existing folder lies on. */
    public long freeBytes(Path folder) throws IOException {
        return options.disk().freeBytes(folder);
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
