package io.phiworkbench.models.cuda;

import io.phiworkbench.cuda.CudaBuild;
import io.phiworkbench.failure.Explained;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.models.hub.HubFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** PyTorch's archive on this machine, and the libraries in it. Owns an open file. */
final class CudaArchive implements AutoCloseable {
    private static final int BUFFER = 1 << 20;

    private final ZipFile zip;
    private final Map<String, ZipEntry> libraries = new LinkedHashMap<>();

    /** It is no such archive. */
    static final class Unsuitable extends Exception implements Explained {
        private static final long serialVersionUID = 1L;

        private final transient Failure failure;

        Unsuitable(Failure failure) {
            super(failure.english());
            this.failure = failure;
        }

        @Override
        public Failure failure() {
            return failure;
        }
    }

    CudaArchive(Path file) throws IOException, Unsuitable {
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw new Unsuitable(new Failure.Plain(e.getMessage()));
        }
        zip.stream()
                .filter(entry -> !entry.isDirectory())
                .forEach(entry -> CudaBuild.library(entry.getName()).ifPresent(name -> libraries.put(name, entry)));
        if (libraries.keySet().stream().noneMatch(name -> name.matches("(lib)?torch_cuda\\.(so|dll)"))) {
            zip.close();
            throw new Unsuitable(Failure.of(HubFault.NO_CUDA_LIBRARY));
        }
    }

    /** Of all libraries, unpacked. */
    long libraryBytes() {
        return libraries.values().stream().mapToLong(ZipEntry::getSize).sum();
    }

    /**
     * Unpacks the libraries.
     *
     * @param folder is made
     * @param written is told the bytes, piece by piece
     * @throws InterruptedException if the thread is interrupted
     */
    void unpack(Path folder, LongConsumer written) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        byte[] buffer = new byte[BUFFER];
        for (Map.Entry<String, ZipEntry> library : libraries.entrySet()) {
            try (InputStream in = zip.getInputStream(library.getValue());
                    OutputStream out = Files.newOutputStream(folder.resolve(library.getKey()))) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    out.write(buffer, 0, count);
                    written.accept(count);
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
