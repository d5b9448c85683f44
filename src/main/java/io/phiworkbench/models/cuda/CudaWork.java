package io.phiworkbench.models.cuda;

import io.phiworkbench.cuda.CudaBuild;
import io.phiworkbench.cuda.CudaFolder;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.models.hub.DownloadState;
import io.phiworkbench.models.hub.DownloadWork;
import io.phiworkbench.models.hub.HubException;
import io.phiworkbench.models.hub.HubFault;
import io.phiworkbench.models.hub.SourceWords;
import io.phiworkbench.models.hub.Transfer;
import io.phiworkbench.models.hub.WebFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Fetches the archive, unpacks the libraries beside their place and moves them there in one step. What came stays when
 * it is cut or stopped.
 *
 * @param offer what the user agreed to
 */
record CudaWork(CudaOffer offer, SourceWords words) implements DownloadWork {
    static final Failure WHAT = Failure.of(HubFault.CUDA_SUPPORT);

    static Path archive(CudaBuild build, CudaFolder folder) {
        return folder.root().resolve(build.fileName());
    }

    /** Deletes what unfinished attempts left. Whoever calls it holds the folder's lock. */
    static void discard(CudaBuild build, CudaFolder folder) throws IOException {
        Path archive = archive(build, folder);
        CudaFolder.deleteTree(folder.unfinished());
        Files.deleteIfExists(archive);
        Files.deleteIfExists(Transfer.partial(archive));
    }

    @Override
    public Path run(Transfer transfer) throws InterruptedException {
        CudaFolder folder = offer.folder();
        try {
            Files.createDirectories(folder.root());
            try (Transfer.Lock _ = Transfer.lock(folder.lock(), WHAT)) {
                if (!folder.isInstalled()) {
                    fetchAndUnpack(transfer);
                }
            }
            return folder.library();
        } catch (IOException e) {
            throw words.cannotWrite(folder.root(), e);
        }
    }

    private void fetchAndUnpack(Transfer transfer) throws IOException, InterruptedException {
        CudaFolder folder = offer.folder();
        Path archive = archive(offer.build(), folder);
        CudaFolder.deleteTree(folder.unfinished());
        transfer.begin(offer.bytes());
        transfer.setState(DownloadState.DOWNLOADING);
        if (Files.exists(archive)) {
            // It is there only when its hash was right.
            transfer.add(offer.bytes());
        } else {
            requireRoom(transfer, offer.diskBytes() - alreadyHere(archive));
            transfer.fetch(
                    new WebFile(
                            offer.build().fileName(),
                            offer.build().address(),
                            offer.bytes(),
                            offer.build().sha256(),
                            words),
                    archive);
        }
        transfer.setState(DownloadState.UNPACKING);
        unpack(transfer, archive);
        folder.install(folder.unfinished());
        Files.delete(archive);
    }

    private static long alreadyHere(Path archive) throws IOException {
        Path partial = Transfer.partial(archive);
        return Files.exists(partial) ? Files.size(partial) : 0;
    }

    private void unpack(Transfer transfer, Path archive) throws IOException, InterruptedException {
        try (CudaArchive zip = new CudaArchive(archive)) {
            requireRoom(transfer, zip.libraryBytes());
            transfer.begin(zip.libraryBytes());
            transfer.setState(DownloadState.UNPACKING);
            zip.unpack(offer.folder().unfinished(), transfer::add);
        } catch (CudaArchive.Unsuitable e) {
            Files.delete(archive);
            throw new HubException(
                    e,
                    HubFault.NO_CUDA_IN_ARCHIVE,
                    offer.build().fileName(),
                    words.host(),
                    Failure.of(e),
                    words.setting());
        }
    }

    private void requireRoom(Transfer transfer, long needed) throws IOException {
        transfer.requireRoom(WHAT, offer.folder().root(), needed, words);
    }

    @Override
    public void discard() throws IOException {
        try (Transfer.Lock _ = Transfer.lock(offer.folder().lock(), WHAT)) {
            discard(offer.build(), offer.folder());
        }
    }
}
