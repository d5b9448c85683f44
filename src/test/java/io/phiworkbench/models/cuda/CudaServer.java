package io.phiworkbench.models.cuda;

import io.phiworkbench.cuda.CudaBuild;
import io.phiworkbench.cuda.CudaFolder;
import io.phiworkbench.models.hub.TestHub;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A server on the loopback interface with an archive like PyTorch's, small, and a folder to fetch it to. */
public final class CudaServer implements AutoCloseable {
    private static final int LIBRARY = 300_000;
    private static final String PLATFORM = "linux-x86_64";

    public final TestHub web = new TestHub();
    private final byte[] archive;
    private final CudaFolder folder;

    public CudaServer(Path root) {
        this(root, archive(libraries()));
    }

    /** Sends other bytes than an archive, if these are none. */
    public CudaServer(Path root, byte[] archive) {
        this.archive = archive;
        this.folder = new CudaFolder(root, PLATFORM);
        // The storage answers for files of this name after a redirect, as mirrors do.
        web.file("libtorch.bin", archive);
    }

    private static Map<String, byte[]> libraries() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("libtorch/build-version", new byte[] {'2'});
        files.put("libtorch/include/torch/torch.h", new byte[1000]);
        files.put("libtorch/lib/libtorch.so", noise(1));
        files.put("libtorch/lib/libtorch_cuda.so", noise(2));
        files.put("libtorch/lib/libcudart-c3a75b33.so.12", noise(3));
        files.put("libtorch/lib/libtorch_python.so", noise(4));
        files.put("libtorch/lib/../../../escape/libcuda.so", noise(5));
        return files;
    }

    public static byte[] archive(Map<String, byte[]> files) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] noise(long seed) {
        byte[] bytes = new byte[LIBRARY];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    public URI address() {
        return URI.create(web.endpoint() + "/" + TestHub.REPO + "/resolve/" + TestHub.COMMIT + "/libtorch.bin");
    }

    /** As a program sees it that knows the archive. */
    public CudaSupport support() {
        return support(sha256(archive));
    }

    public CudaSupport support(String sha256) {
        return new CudaSupport(new CudaBuild(PLATFORM, address(), OptionalLong.empty(), sha256), folder);
    }

    public CudaFolder folder() {
        return folder;
    }

    /** All of what is sent. */
    byte[] archive() {
        return archive.clone();
    }

    public long archiveBytes() {
        return archive.length;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        web.close();
    }
}
