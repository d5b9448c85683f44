package io.phiworkbench.models.cuda;

import io.phiworkbench.cuda.CudaBuild;
import io.phiworkbench.cuda.CudaFolder;

/**
 * What would be fetched: all that the user is told before agreeing.
 *
 * @param build address, content, licence and publisher
 * @param folder where it will lie
 * @param bytes of the download
 * @param diskBytes that have to be free while it is unpacked, roughly
 */
public record CudaOffer(CudaBuild build, CudaFolder folder, long bytes, long diskBytes) {

    static CudaOffer of(CudaBuild build, CudaFolder folder, long bytes) {
        return new CudaOffer(build, folder, bytes, bytes + CudaBuild.unpackedEstimate(bytes));
    }

    /** What the libraries will take in the end, roughly. */
    public long installedBytes() {
        return diskBytes - bytes;
    }
}
