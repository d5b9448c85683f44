package io.phiworkbench.checkpoint;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A model folder, opened: everything small is read and checked, weights are located. Immutable; any thread may use it.
 * Nothing stays open, so the folder can be moved or deleted afterwards, and then the engine cannot load it.
 *
 * @param folder the model folder
 * @param config the checked {@code config.json}
 * @param weights where the tensors lie
 * @param generation the recommendations of {@code generation_config.json}
 * @param preprocessor how images are prepared; of vision models only
 */
public record Checkpoint(
        Path folder,
        ModelConfig config,
        WeightIndex weights,
        GenerationDefaults generation,
        Optional<PreprocessorConfig> preprocessor) {

    /**
     * Opens a folder. Reads a few hundred kilobytes at most; takes milliseconds.
     *
     * @throws CheckpointException when the folder or one of its files cannot be used
     */
    public static Checkpoint open(Path folder) {
        Path place = folder.toAbsolutePath().normalize();
        requireModelFolder(place);
        ModelConfig config = ModelConfig.read(place.resolve("config.json"));
        Optional<PreprocessorConfig> preprocessor = config instanceof Phi3VConfig
                ? Optional.of(PreprocessorConfig.read(place.resolve("preprocessor_config.json")))
                : Optional.empty();
        return new Checkpoint(
                place,
                config,
                WeightIndex.read(place),
                GenerationDefaults.readIfPresent(place.resolve("generation_config.json")),
                preprocessor);
    }

    private static void requireModelFolder(Path folder) {
        if (!Files.exists(folder)) {
            boolean danglingLink = Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
            throw new CheckpointException(
                    folder, danglingLink ? CheckpointFault.LINKS_TO_NOTHING : CheckpointFault.ABSENT);
        }
        if (!Files.isDirectory(folder)) {
            throw new CheckpointException(folder, CheckpointFault.IS_FILE);
        }
        if (!Files.exists(folder.resolve("config.json"))) {
            String[] content = folder.toFile().list();
            boolean empty = content != null && content.length == 0;
            throw new CheckpointException(folder, empty ? CheckpointFault.IS_EMPTY : CheckpointFault.NO_CONFIG);
        }
    }

    /**
     * {@code tokenizer.json} or, as in Phi-3-small, {@code cl100k_base.tiktoken}, if the folder has one; without it a
     * model runs on token ids only.
     */
    public Optional<Path> tokenizerFile() {
        return Stream.of("tokenizer.json", "cl100k_base.tiktoken")
                .map(folder::resolve)
                .filter(Files::exists)
                .findFirst();
    }

    /**
     * The ids at which generation ends by the settings files: all of {@code generation_config.json} and of {@code
     * config.json}. The tokenizer adds its own ends of turn.
     */
    public SortedSet<Integer> stopTokenIds() {
        SortedSet<Integer> ids = new TreeSet<>(generation.specialTokens().eos());
        ids.addAll(config.specialTokens().eos());
        return ids;
    }

    /**
     * Identifies the model's content, to say later which model gave a result: a SHA-256 over the settings and tokenizer
     * files, the names, sizes and headers of the safetensors files, and the first 256 bytes of every tensor. Equal
     * folders have equal hashes wherever they lie; a fine-tuned model differs from its base though every header is the
     * same. It is no proof against a forger, who could change weights elsewhere. Reads one page of the disk per tensor.
     *
     * @return 64 hexadecimal digits
     * @throws CheckpointException when a file cannot be read any more
     */
    public String hash() {
        return new ContentHash(folder, weights).hex();
    }
}
