package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.DType;
import io.phiworkbench.checkpoint.Safetensors;
import io.phiworkbench.checkpoint.SafetensorsStream;
import io.phiworkbench.checkpoint.TensorInfo;
import io.phiworkbench.torch.TorchRuntime;
import io.phiworkbench.torch.TorchScriptArchive;
import io.phiworkbench.torch.TorchValue;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a file of int8 weights has to agree in to be used: the checkpoint's content, the way weights are quantised, libtorch
 * and, shown by a few small matrices, how oneDNN lays them out on this processor.
 *
 * @param checkpoint its hash
 * @param folder where it lies, for people
 */
record Int8Mark(String checkpoint, Path folder) {
    private static final String CHECKPOINT = "checkpoint";
    private static final String FOLDER = "folder";
    private static final String QUANTISED = "quantised";
    private static final String CHECKSUM = "checksum";
    private static final String CANARY = "canary.";

    /** Sizes of which some end within one of oneDNN's blocks. */
    private static final List<int[]> CANARIES =
            List.of(new int[] {130, 70}, new int[] {48, 96}, new int[] {17, 33}, new int[] {256, 128});

    Map<String, String> metadata(String checksum) {
        return new TreeMap<>(
                Map.of(CHECKPOINT, checkpoint, FOLDER, folder.toString(), QUANTISED, quantised(), CHECKSUM, checksum));
    }

    /** The folder of the model that a file was made of; empty if it is no such file. */
    static Optional<Path> folder(Safetensors file) {
        return Optional.ofNullable(file.metadata().get(FOLDER))
                .map(Path::of)
                .filter(path -> path.getFileName() != null);
    }

    /** What differs between this mark and the file's, in words; empty if nothing does. */
    String difference(Safetensors file, Int8Packer packer) throws IOException {
        Map<String, String> found = file.metadata();
        if (!checkpoint.equals(found.get(CHECKPOINT))) {
            return "it belongs to another checkpoint";
        }
        if (!quantised().equals(found.get(QUANTISED))) {
            return "it was made by another version of the program or of PyTorch";
        }
        try (FileChannel channel = FileChannel.open(file.file())) {
            var sum = new Checksum();
            for (TensorInfo small : inOrder(file)) {
                sum.add(read(channel, small));
            }
            if (!sum.hex().equals(found.get(CHECKSUM))) {
                return "it is damaged";
            }
        }
        return sameLayout(file, packer) ? "" : "it was made on a processor of another kind";
    }

    private static List<TensorInfo> inOrder(Safetensors file) {
        return file.tensors().values().stream()
                .filter(tensor -> tensor.dtype() != DType.I8)
                .filter(tensor -> !tensor.name().startsWith(SafetensorsStream.PADDING))
                .sorted(Comparator.comparingLong(TensorInfo::begin))
                .toList();
    }

    /** Whether oneDNN lays the small matrices out here as it did where the file was made. */
    boolean sameLayout(Safetensors file, Int8Packer packer) throws IOException {
        try (FileChannel channel = FileChannel.open(file.file())) {
            for (int i = 0; i < CANARIES.size(); i++) {
                TensorInfo kept = file.tensors().get(CANARY + i);
                if (kept == null || !read(channel, kept).equals(canary(packer, i))) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The small matrices as they lie in memory here, by name. */
    static Map<String, ByteBuffer> canaries(Int8Packer packer) {
        Map<String, ByteBuffer> canaries = new TreeMap<>();
        for (int i = 0; i < CANARIES.size(); i++) {
            canaries.put(CANARY + i, canary(packer, i));
        }
        return canaries;
    }

    private static ByteBuffer canary(Int8Packer packer, int i) {
        int[] size = CANARIES.get(i);
        try (TorchValue made = packer.canary(size[0], size[1])) {
            byte[] bytes = packer.read(made, matrix -> matrix.levels().memory().toArray(ValueLayout.JAVA_BYTE));
            return ByteBuffer.wrap(bytes);
        }
    }

    /** The bytes of a small tensor. */
    static ByteBuffer read(FileChannel channel, TensorInfo tensor) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(tensor.bytes()));
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, tensor.begin() + bytes.position()) < 0) {
                throw new IOException(tensor.file() + " has become shorter");
            }
        }
        return bytes.flip();
    }

    private static String quantised() {
        var sum = new Checksum();
        String graph = TorchScriptArchive.resource(Int8Packer.class, "int8_packer.torchscript");
        sum.add(ByteBuffer.wrap((graph + TorchRuntime.version()).getBytes(StandardCharsets.UTF_8)));
        return sum.hex();
    }

    /** SHA-256 over everything but the matrices' levels, which may hold anything without doing harm. */
    static final class Checksum {
        private final MessageDigest digest;

        Checksum() {
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        void add(ByteBuffer bytes) {
            digest.update(bytes.duplicate());
        }

        /** Ends it. */
        String hex() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}
