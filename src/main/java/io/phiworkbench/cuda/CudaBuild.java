package io.phiworkbench.cuda;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * PyTorch's own archive of its library with CUDA, for one system: exactly the version that this program carries for
 * processors.
 *
 * <p>Address and content are PyTorch's (https://pytorch.org). It publishes no hashes; those here are what independent
 * projects that pin the same archives found.
 *
 * @param platform as DJL calls it
 * @param bytes of the archive, where known
 * @param sha256 of the archive
 */
public record CudaBuild(String platform, URI address, OptionalLong bytes, String sha256) {
    /** Of PyTorch. */
    public static final String VERSION = "2.7.1";
    /** How DJL and PyTorch call CUDA 12.8. */
    public static final String FLAVOR = "cu128";

    public static final String CUDA = "12.8";
    public static final String PUBLISHER = "PyTorch (Linux Foundation)";
    public static final String LICENCE =
            "PyTorch's BSD-3-Clause; NVIDIA's CUDA and cuDNN licences for the libraries in it";

    /** Unpacked, such libraries take about twice the archive; measured when it is here. */
    private static final double UNPACKED = 2.2;

    /** What of the archive is for Python, for other programs or for tests stays out. */
    private static final Pattern LIBRARIES = Pattern.compile("libtorch/lib/("
            + "lib(c10|c10_cuda|caffe2_nvrtc|torch|torch_cpu|torch_cuda[a-z_]*)\\.so"
            + "|lib(cu|nv|nccl|gomp)[A-Za-z0-9_.+-]*\\.so[0-9.]*"
            + "|(asmjit|c10|c10_cuda|caffe2_nvrtc|fbgemm|torch|torch_cpu|torch_cuda[a-z_]*|uv|zlibwapi|libiomp5md)\\.dll"
            + "|(cu|nv)[A-Za-z0-9_.+-]*\\.dll)");

    /** The archive for this machine; empty where PyTorch has none. */
    public static Optional<CudaBuild> here() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static Optional<CudaBuild> of(String system, String processor) {
        if (!processor.equals("amd64") && !processor.equals("x86_64")) {
            return Optional.empty();
        }
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("linux")) {
            return Optional.of(build(
                    "linux-x86_64",
                    "libtorch-cxx11-abi-shared-with-deps-",
                    OptionalLong.empty(),
                    "ae513b437ae99150744ef1d06b02a4ecbbb9275c9ffe540c88909623e3293041"));
        }
        return name.startsWith("windows")
                ? Optional.of(build(
                        "win-x86_64",
                        "libtorch-win-shared-with-deps-",
                        OptionalLong.of(3_214_239_381L),
                        "bdbf643d648e2bf9e8603472d6c6ff4bae5f79a49fe4776f215b4c45c90a7f19"))
                : Optional.empty();
    }

    private static CudaBuild build(String platform, String prefix, OptionalLong bytes, String sha256) {
        return new CudaBuild(
                platform,
                URI.create("https://download.pytorch.org/libtorch/" + FLAVOR + "/" + prefix + VERSION + "%2B" + FLAVOR
                        + ".zip"),
                bytes,
                sha256);
    }

    /** The same archive at another address. */
    public CudaBuild at(URI mirror) {
        return new CudaBuild(platform, mirror, bytes, sha256);
    }

    /** Name of the archive's file. */
    public String fileName() {
        String path = address.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** What the libraries will take on the disk, roughly, before the archive is here. */
    public static long unpackedEstimate(long archiveBytes) {
        return (long) (archiveBytes * UNPACKED);
    }

    /**
     * The name under which a file of the archive is unpacked; empty for what is not needed.
     *
     * @param entry its path in the archive
     */
    public static Optional<String> library(String entry) {
        return LIBRARIES.matcher(entry).matches()
                ? Optional.of(entry.substring(entry.lastIndexOf('/') + 1))
                : Optional.empty();
    }
}
