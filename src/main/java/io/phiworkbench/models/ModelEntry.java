package io.phiworkbench.models;

import io.phiworkbench.checkpoint.Checkpoint;
import io.phiworkbench.checkpoint.Phi3VConfig;
import io.phiworkbench.checkpoint.TensorInfo;
import io.phiworkbench.failure.Failure;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** A model folder that was found. */
public sealed interface ModelEntry {

    /** Absolute. */
    Path folder();

    /** What views call it. */
    String name();

    Origin origin();

    /** Where it was found. */
    enum Origin {
        /** Came with the program. */
        BUNDLED,
        /** In the user's folder of models. */
        LIBRARY,
        /** In a folder that the user added. */
        ADDED,
        /** In the cache of Hugging Face's own tools. */
        HUGGING_FACE_CACHE
    }

    /** A folder that can be loaded, if it fits. */
    record Usable(Path folder, String name, Origin origin, Checkpoint checkpoint, long bytesOnDisk)
            implements ModelEntry {

        /** Such as {@code Phi3VForCausalLM}. */
        public String architecture() {
            return checkpoint.config().architecture().className();
        }

        public long parameters() {
            return checkpoint.weights().parameters();
        }

        /** Type of most of the stored weights, such as {@code bf16}. */
        public String storedPrecision() {
            Map<String, Long> bytes = checkpoint.weights().tensors().values().stream()
                    .collect(Collectors.groupingBy(
                            t -> t.dtype().name().toLowerCase(Locale.ROOT), Collectors.summingLong(TensorInfo::bytes)));
            return bytes.entrySet().stream()
                    .max(Comparator.comparingLong(Map.Entry::getValue))
                    .map(Map.Entry::getKey)
                    .orElse("");
        }

        public boolean readsImages() {
            return checkpoint.config() instanceof Phi3VConfig;
        }

        /** Most tokens of prompt and answer together. */
        public int contextLength() {
            return checkpoint.config().maxPositions();
        }

        /** The length after which LongRoPE changes its factors; absent where it does not. */
        public OptionalInt longRopeSwitch() {
            int original = checkpoint.config().originalMaxPositions();
            return original < contextLength() ? OptionalInt.of(original) : OptionalInt.empty();
        }

        /** Whether it can be asked in words; without a tokenizer it takes token ids only. */
        public boolean hasTokenizer() {
            return checkpoint.tokenizerFile().isPresent();
        }
    }

    /**
     * A folder that cannot be loaded.
     *
     * @param reason what is wrong and what to do
     */
    record Broken(Path folder, String name, Origin origin, Failure reason) implements ModelEntry {}
}
