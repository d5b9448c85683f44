package io.phiworkbench.models.cuda;

import io.phiworkbench.cuda.CudaBuild;
import io.phiworkbench.cuda.CudaFolder;
import io.phiworkbench.failure.FileFault;
import io.phiworkbench.models.hub.Download;
import io.phiworkbench.models.hub.Downloads;
import io.phiworkbench.models.hub.HubException;
import io.phiworkbench.models.hub.HubFault;
import io.phiworkbench.models.hub.SourceWords;
import io.phiworkbench.models.hub.Transfer;
import io.phiworkbench.models.hub.WebFile;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;

/** PyTorch's library with CUDA for one user and machine: asking what it would take, fetching it, removing it. */
public final class CudaSupport {
    /** Names another address of the archive, of a mirror; the content has to be the same. */
    public static final String MIRROR = "PHI_CUDA_URL";

    private static final String NAME = "cuda";

    private final CudaBuild build;
    private final CudaFolder folder;

    public CudaSupport(CudaBuild build, CudaFolder folder) {
        this.build = build;
        this.folder = folder;
    }

    /**
     * Of this process's user; empty where PyTorch has no such library for the machine.
     *
     * @throws HubException if {@value #MIRROR} is no web address
     */
    public static Optional<CudaSupport> ofUser() {
        return CudaBuild.here()
                .map(build -> new CudaSupport(
                        mirrored(build, System.getenv()), CudaFolder.ofUser().orElseThrow()));
    }

    static CudaBuild mirrored(CudaBuild build, Map<String, String> environment) {
        String mirror = environment.getOrDefault(MIRROR, "").strip();
        if (mirror.isEmpty()) {
            return build;
        }
        try {
            URI address = new URI(mirror);
            if (address.getHost() != null
                    && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))) {
                return build.at(address);
            }
        } catch (URISyntaxException e) {
            throw badMirror(mirror, e);
        }
        throw badMirror(mirror, null);
    }

    private static HubException badMirror(String mirror, Throwable cause) {
        String usual = CudaBuild.here().map(b -> b.address().toString()).orElse("https://…/libtorch.zip");
        return new HubException(cause, HubFault.BAD_MIRROR, MIRROR, mirror, usual);
    }

    public CudaBuild build() {
        return build;
    }

    public CudaFolder folder() {
        return folder;
    }

    /**
     * What fetching it would take. Asks the server for the length where this program does not know it: one request.
     * Blocks.
     *
     * @throws HubException if the server does not tell
     */
    public CudaOffer offer() throws InterruptedException {
        long bytes = build.bytes().isPresent()
                ? build.bytes().getAsLong()
                : WebFile.askLength(build.fileName(), build.address(), words());
        return CudaOffer.of(build, folder, bytes);
    }

    /** Fetches it, or what is missing of it. The user has agreed. */
    public Download start(Downloads downloads, CudaOffer offer) {
        return downloads.start(NAME, new CudaWork(offer, words()));
    }

    /** The download that is under way or paused. */
    public Optional<Download> running(Downloads downloads) {
        return downloads.of(NAME);
    }

    /** Whether an attempt left a part of it. */
    public boolean isPartlyHere() {
        return Files.exists(Transfer.partial(CudaWork.archive(build, folder)))
                || Files.exists(CudaWork.archive(build, folder));
    }

    /**
     * Deletes it with all that came of unfinished attempts. A program that computes with it goes on on Linux; on Windows
     * its files cannot be deleted. Blocks.
     *
     * @return bytes freed
     * @throws HubException if a file cannot be deleted, or another process works on it
     */
    public long remove() {
        long bytes = folder.bytes();
        try (Transfer.Lock _ = Transfer.lock(folder.lock(), CudaWork.WHAT)) {
            CudaFolder.deleteTree(folder.library());
            CudaWork.discard(build, folder);
            Files.deleteIfExists(folder.trial());
        } catch (IOException e) {
            throw new HubException(e, HubFault.CUDA_UNDELETED, folder.root(), FileFault.of(e));
        }
        return bytes - folder.bytes();
    }

    private SourceWords words() {
        return new SourceWords(build.address().getHost(), false, MIRROR, "PHI_CUDA_DIR");
    }
}
