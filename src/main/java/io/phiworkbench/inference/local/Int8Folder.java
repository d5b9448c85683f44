package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.Checkpoint;
import io.phiworkbench.checkpoint.CheckpointException;
import io.phiworkbench.checkpoint.Safetensors;
import io.phiworkbench.checkpoint.SafetensorsStream;
import io.phiworkbench.torch.PackedTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that keeps quantised weights between loads, a file a checkpoint. Everything in it can be deleted at any time; the
 * next load makes it again.
 *
 * @param path made when it is needed
 * @param least bytes of weights from which on it pays: below, they are quantised in a second or two
 */
public record Int8Folder(Path path, long least) {
    private static final Logger LOG = LoggerFactory.getLogger(Int8Folder.class);
    private static final long WORTH_KEEPING = 500_000_000L;
    /** A file takes at most this part of what is free. */
    private static final int FREE_PARTS = 3;
    /** Nobody is still writing what was touched last so long ago. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private static final String SUFFIX = ".safetensors";

    /** A folder of the user's, for models that take long to quantise. */
    public static Int8Folder at(Path path) {
        return new Int8Folder(path, WORTH_KEEPING);
    }

    /**
     * What is kept of a model.
     *
     * @param model its name
     * @param folder where it lay when it was quantised
     */
    public record Kept(String model, Path folder, Path file, long bytes) {}

    /** Every complete file that can be read, by the models' names. */
    public List<Kept> kept() {
        return files().stream()
                .filter(file -> !unfinished(file))
                .flatMap(file -> kept(file).stream())
                .sorted(Comparator.comparing(Kept::model))
                .toList();
    }

    private static Optional<Kept> kept(Path file) {
        try {
            Safetensors read = Safetensors.read(file);
            return Int8Mark.folder(read)
                    .map(folder -> new Kept(folder.getFileName().toString(), folder, file, read.size()));
        } catch (CheckpointException | InvalidPathException e) {
            LOG.info("{} is no file of int8 weights: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    /** Room that all of it takes, unfinished files included, in bytes. */
    public long bytes() {
        return files().stream().mapToLong(Int8Folder::size).sum();
    }

    /** Deletes what belongs to models whose folders are gone; what cannot be deleted stays until it is tried again. */
    public void discardOrphans() {
        for (Kept kept : kept()) {
            if (!Files.exists(kept.folder())) {
                discard(kept.file());
            }
        }
    }

    /**
     * Deletes everything that no loaded model is using; where the system lets files in use be deleted, their room comes
     * free when the model is closed.
     *
     * @throws UncheckedIOException if something cannot be deleted
     */
    public void clear() {
        for (Path file : files()) {
            delete(file);
        }
    }

    /** Deletes what is kept for one checkpoint, if that is possible: what stays is looked at again by the next load. */
    void discard(String checkpoint) {
        discard(file(checkpoint));
    }

    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted", file, e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be deleted, perhaps a model is using it", e);
        }
    }

    private List<Path> files() {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(SUFFIX) || unfinished(file))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
    }

    private static boolean unfinished(Path file) {
        return file.toString().endsWith(SafetensorsStream.UNFINISHED);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // deleted meanwhile
        }
    }

    private Path file(String checkpoint) {
        return path.resolve(checkpoint + SUFFIX);
    }

    /** Whether weights of this size are, or would be, in a file when the model is loaded. */
    boolean keeps(Checkpoint checkpoint, long bytes) {
        return bytes >= least && PackedTensor.supported() && (Files.exists(file(checkpoint.hash())) || hasRoom(bytes));
    }

    private boolean hasRoom(long bytes) {
        Path there = path.toAbsolutePath();
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        try {
            return there != null && Files.getFileStore(there).getUsableSpace() / FREE_PARTS >= bytes;
        } catch (IOException e) {
            LOG.info("int8 weights are not kept: {} cannot be asked for its room", there, e);
            return false;
        }
    }

    /**
     * The weights that are kept for a checkpoint; where there are none, or none that fit, a place for them.
     *
     * @param tensors of the checkpoint
     * @param bytes of the weights once they are quantised
     * @param onDemand names of matrices that stay on the disk until they are used
     */
    Int8Weights weights(Int8Mark mark, int tensors, long bytes, Predicate<String> onDemand) {
        if (bytes < least || !PackedTensor.supported()) {
            return Int8Weights.NOWHERE;
        }
        Int8Packer packer = MatrixFormat.INT8.packer();
        try {
            Optional<Int8File> kept = Int8File.open(file(mark.checkpoint()), mark, packer, onDemand);
            if (kept.isPresent()) {
                return kept.get();
            }
            if (hasRoom(bytes)) {
                return begin(mark, tensors, packer);
            }
            LOG.info("int8 weights of {} are not kept: the disk has too little room", mark.folder());
        } catch (IOException e) {
            LOG.info("int8 weights of {} are not kept: {}", mark.folder(), e.toString());
        } catch (RuntimeException | Error e) {
            packer.close();
            throw e;
        }
        packer.close();
        return Int8Weights.NOWHERE;
    }

    private Int8Weights begin(Int8Mark mark, int tensors, Int8Packer packer) throws IOException {
        Files.createDirectories(path);
        discardOrphans();
        for (Path file : files()) {
            if (unfinished(file)
                    && Files.getLastModifiedTime(file)
                            .toInstant()
                            .isBefore(Instant.now().minus(ABANDONED))) {
                Files.deleteIfExists(file);
            }
        }
        return Int8FileWriter.create(file(mark.checkpoint()), mark, tensors, packer);
    }
}
