package io.phiworkbench.checkpoint;

import io.phiworkbench.failure.Failure;
import io.phiworkbench.failure.FileFault;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All weights of a model by name, from {@code model.safetensors} or from the shards that {@code
 * model.safetensors.index.json} names. Only headers are read.
 */
public final class WeightIndex {
    private static final String SINGLE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";
    private static final int LISTED = 20;

    private final Path folder;
    private final SortedMap<String, TensorInfo> tensors;
    private final List<Safetensors> shards;

    private WeightIndex(Path folder, Map<String, TensorInfo> tensors, Collection<Safetensors> shards) {
        this.folder = folder;
        this.tensors = Collections.unmodifiableSortedMap(new TreeMap<>(tensors));
        this.shards = List.copyOf(shards);
    }

    /**
     * Reads the headers of a folder's weights. A single {@code model.safetensors} goes before an index, as in the
     * reference. Files may be symbolic links that leave the folder (the Hub's cache is made of them); the index may not
     * name a path.
     *
     * @throws CheckpointException when there are none, one is missing or damaged, or the index and its shards disagree
     */
    public static WeightIndex read(Path folder) {
        Path single = folder.resolve(SINGLE);
        if (Files.exists(single)) {
            Safetensors file = Safetensors.read(single);
            return new WeightIndex(folder, file.tensors(), List.of(file));
        }
        Path index = folder.resolve(INDEX);
        if (Files.exists(index)) {
            return readShards(folder, index);
        }
        throw noWeights(folder);
    }

    private static WeightIndex readShards(Path folder, Path index) {
        JsonFields weightMap = JsonFields.read(index)
                .object("weight_map")
                .orElseThrow(() -> new CheckpointException(index, CheckpointFault.NO_WEIGHT_MAP));
        Map<String, Safetensors> shards = new TreeMap<>();
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        List<String> absent = new ArrayList<>();
        for (Map.Entry<String, String> entry : weightMap.textEntries()) {
            Safetensors shard = shards.computeIfAbsent(entry.getValue(), name -> shard(folder, index, name));
            shard.tensor(entry.getKey())
                    .ifPresentOrElse(
                            tensor -> tensors.put(tensor.name(), tensor),
                            () -> absent.add(entry.getKey() + " (in " + entry.getValue() + ")"));
        }
        if (!absent.isEmpty()) {
            throw new CheckpointException(
                    index,
                    CheckpointFault.INDEX_BEYOND_SHARDS,
                    absent.size(),
                    shortened(absent.stream().<Failure>map(Failure.Plain::new).toList()));
        }
        return new WeightIndex(folder, tensors, shards.values());
    }

    private static Safetensors shard(Path folder, Path index, String name) {
        if (!isPlainFileName(name)) {
            throw new CheckpointException(index, CheckpointFault.SHARD_ELSEWHERE, name);
        }
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            throw new CheckpointException(file, CheckpointFault.SHARD_MISSING, INDEX);
        }
        return Safetensors.read(file);
    }

    /** Letters, digits and {@code . _ -} only: what is a path on one system cannot be a name on another. */
    private static boolean isPlainFileName(String name) {
        return name.matches("[\\p{L}\\p{N}._-]+") && !name.matches("\\.+");
    }

    private static CheckpointException noWeights(Path folder) {
        for (String suffix : List.of(".bin", ".pt", ".pth", ".gguf", ".onnx")) {
            Optional<String> other = firstFile(folder, suffix);
            if (other.isPresent()) {
                return new CheckpointException(folder, CheckpointFault.OTHER_WEIGHTS, other.get());
            }
        }
        return new CheckpointException(folder, CheckpointFault.NO_WEIGHTS, SINGLE, INDEX);
    }

    private static Optional<String> firstFile(Path folder, String suffix) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + suffix)) {
            for (Path file : files) {
                return Optional.of(file.getFileName().toString());
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new CheckpointException(folder, e, CheckpointFault.UNLISTED, FileFault.of(e));
        }
    }

    /** The weights by name, sorted. */
    public SortedMap<String, TensorInfo> tensors() {
        return tensors;
    }

    /** The files, sorted by name. */
    public List<Safetensors> shards() {
        return shards;
    }

    /**
     * The weight of this name.
     *
     * @throws CheckpointException when there is none; {@link #requireTensors} beforehand names all that lack at once
     */
    public TensorInfo tensor(String name) {
        TensorInfo tensor = tensors.get(name);
        if (tensor == null) {
            throw new CheckpointException(folder, CheckpointFault.NO_TENSOR, name);
        }
        return tensor;
    }

    /** Whether there is a weight of this name. */
    public boolean has(String name) {
        return tensors.containsKey(name);
    }

    /** Number of elements of all weights. */
    public long parameters() {
        return tensors.values().stream().mapToLong(TensorInfo::elements).sum();
    }

    /** Bytes of all weights as they lie in the files. */
    public long bytes() {
        return tensors.values().stream().mapToLong(TensorInfo::bytes).sum();
    }

    /**
     * Checks that all weights of a graph are there, in the right shape and as F32, F16 or BF16. Weights beyond those
     * are ignored.
     *
     * @param shapes the shape that each weight must have, by name
     * @throws CheckpointException one for all that lack or differ; it lists the first 20
     */
    public void requireTensors(Map<String, long[]> shapes) {
        List<Failure> faults = new ArrayList<>();
        shapes.forEach((name, shape) -> fault(name, shape).ifPresent(faults::add));
        if (!faults.isEmpty()) {
            throw new CheckpointException(
                    folder, CheckpointFault.WRONG_TENSORS, faults.size(), shapes.size(), shortened(faults));
        }
    }

    private Optional<Failure> fault(String name, long[] shape) {
        TensorInfo tensor = tensors.get(name);
        if (tensor == null) {
            return Optional.of(Failure.of(CheckpointFault.TENSOR_MISSING, name));
        }
        if (!Arrays.equals(tensor.shape(), shape)) {
            return Optional.of(Failure.of(
                    CheckpointFault.TENSOR_SHAPE, name, Arrays.toString(tensor.shape()), Arrays.toString(shape)));
        }
        if (!tensor.dtype().isWeight()) {
            return Optional.of(Failure.of(CheckpointFault.TENSOR_TYPE, name, tensor.dtype()));
        }
        return Optional.empty();
    }

    private static Failure shortened(List<Failure> faults) {
        int more = faults.size() - LISTED;
        Failure listed = faults.stream()
                .limit(LISTED)
                .reduce((first, next) -> Failure.of(CheckpointFault.AND, first, next))
                .orElseThrow();
        return more > 0 ? Failure.of(CheckpointFault.AND_MORE, listed, more) : listed;
    }
}
