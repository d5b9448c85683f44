package io.phiworkbench.models.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.BiFunction;

/** Brings a file to its place: fetches what is missing of it, and lets it be there only when its hash is right. */
final class BlobFetch {
    private final DownloadOptions options;
    private final TransferMeter meter;
    private final Set<BlobTransfer.Flow> flows;
    private final SourceWords words;
    private final BlobTransfer.Source source;

    BlobFetch(
            DownloadOptions options,
            TransferMeter meter,
            Set<BlobTransfer.Flow> flows,
            SourceWords words,
            BlobTransfer.Source source) {
        this.options = options;
        this.meter = meter;
        this.flows = flows;
        this.words = words;
        this.source = source;
    }

    /**
     * @param partial where it lies until it is complete
     * @param attempts at a content that turns out to be another, which is thrown away
     * @param otherContent what to say of it, from the file and the hash that it has
     * @throws HubException if it cannot be had
     */
    void fetch(
            RepoFile file,
            Path partial,
            Path target,
            int attempts,
            BiFunction<RepoFile, String, HubException> otherContent)
            throws IOException, InterruptedException {
        if (file.size() == 0) {
            Files.write(target, new byte[0]);
            return;
        }
        for (int attempt = 1; ; attempt++) {
            PartialBlob blob = PartialBlob.open(partial, file.size(), options.partBytes(), options.disk(), meter::add);
            try (PartialBlob whole = transfer(file).run(blob)) {
                String hash = check(file, whole);
                if (hash.equals(file.etag())) {
                    whole.moveTo(target);
                    return;
                }
                whole.discard();
                if (attempt == attempts) {
                    throw otherContent.apply(file, hash);
                }
            } finally {
                blob.close();
            }
        }
    }

    private BlobTransfer transfer(RepoFile file) {
        return new BlobTransfer(
                source, file, words, () -> new Retries(words, options.patience(), meter), options.connections(), flows);
    }

    private String check(RepoFile file, PartialBlob whole) throws IOException, InterruptedException {
        meter.setState(DownloadState.CHECKING);
        try {
            return file.digest().of(whole.path(), file.size(), _ -> {});
        } finally {
            meter.setState(DownloadState.DOWNLOADING);
        }
    }
}
