package io.phiworkbench.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
    private static final Path ORACLE = Path.of("src/test/resources/oracle");
    private static final String INDEX = "model.safetensors.index.json";

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(temporary.resolve("model")).toRealPath();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "phi3-mini-4k",
                "phi3-medium",
                "phi35-mini-longrope",
                "phi35-moe",
                "phi3-small-8k",
                "phi3-small-128k",
                "phi35-vision"
            })
    void opensTheGoldenCheckpoints(String name) {
        Checkpoint checkpoint = Checkpoint.open(ORACLE.resolve(name));

        assertThat(checkpoint.preprocessor().isPresent()).isEqualTo(name.equals("phi35-vision"));
        assertThat(checkpoint.weights().tensor("model.embed_tokens.weight").shape())
                .containsExactly(
                        checkpoint.config().vocabSize(), checkpoint.config().hiddenSize());
        assertThat(checkpoint.weights().tensors().values()).allMatch(TensorInfo::aligned);
    }

    @Test
    void joinsShards() {
        WeightIndex weights = Checkpoint.open(ORACLE.resolve("phi3-medium")).weights();

        assertThat(weights.shards()).hasSize(2);
        assertThat(weights.tensors()).hasSize(15);
        assertThat(weights.bytes()).isEqualTo(709_888);
        assertThat(weights.parameters()).isEqualTo(709_888 / 2);
        assertThat(weights.tensor("lm_head.weight").file()).hasFileName("model-00002-of-00002.safetensors");
    }

    @Test
    void opensAFolderOfLinksAsTheHubsCacheMakesThem() throws IOException {
        Path blobs = Files.createDirectory(temporary.resolve("blobs"));
        int blob = 0;
        for (Path file : list(ORACLE.resolve("phi3-medium"))) {
            Path target = blobs.resolve("blob" + blob++);
            Files.copy(file, target);
            Files.createSymbolicLink(
                    folder.resolve(file.getFileName()), Path.of("../blobs").resolve(target.getFileName()));
        }

        assertThat(Checkpoint.open(folder).weights().tensors()).hasSize(15);
    }

    @Test
    void refusesAFolderThatDoesNotExist() {
        assertRefused(folder.resolve("nowhere"), folder.resolve("nowhere"), "does not exist");
    }

    @Test
    void refusesAFileInPlaceOfAFolder() throws IOException {
        Path file = Files.createFile(folder.resolve("model.gguf"));

        assertRefused(file, file, "is a file");
    }

    @Test
    void refusesAnEmptyFolder() {
        assertRefused(folder, folder, "is empty");
    }

    @Test
    void refusesAFolderWithoutConfig() throws IOException {
        Files.createFile(folder.resolve("readme.md"));

        assertRefused(folder, folder, "holds no config.json");
    }

    @Test
    void refusesAFolderWithoutWeights() throws IOException {
        copy("phi3-mini-4k", "config.json");

        assertRefused(folder, folder, "holds no weights");
    }

    @Test
    void saysThatSafetensorsAreNeededWhereWeightsAreOfAnotherKind() throws IOException {
        copy("phi3-mini-4k", "config.json");
        Files.createFile(folder.resolve("pytorch_model-00001-of-00002.bin"));

        assertRefused(folder, folder, "as pytorch_model-00001-of-00002.bin only, but safetensors are needed");
    }

    @Test
    void namesAShardThatIsMissing() throws IOException {
        copy("phi3-medium", "config.json", INDEX, "model-00001-of-00002.safetensors");

        assertRefused(folder, folder.resolve("model-00002-of-00002.safetensors"), "is missing, but " + INDEX);
    }

    @Test
    void namesAShardThatIsTruncated() throws IOException {
        copyAll("phi3-medium");
        Path shard = folder.resolve("model-00002-of-00002.safetensors");
        try (RandomAccessFile file = new RandomAccessFile(shard.toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }

        assertRefused(folder, shard, "is truncated");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside.safetensors",
                "/etc/hostname",
                "sub/inside.safetensors",
                "..",
                ".",
                "",
                "..\\\\outside.safetensors",
                "C:outside.safetensors",
                "a\\u0000b"
            })
    void refusesAnIndexThatPointsOutsideTheFolder(String shard) throws IOException {
        copyAll("phi3-medium");
        Files.copy(folder.resolve("model-00001-of-00002.safetensors"), temporary.resolve("outside.safetensors"));
        Files.writeString(folder.resolve(INDEX), "{\"weight_map\":{\"model.norm.weight\":\"" + shard + "\"}}");

        assertRefused(folder, folder.resolve(INDEX), "which is not a file of this folder");
    }

    @Test
    void refusesAnIndexWithoutWeightMap() throws IOException {
        copyAll("phi3-medium");
        Files.writeString(folder.resolve(INDEX), "{}");

        assertRefused(folder, folder.resolve(INDEX), "\"weight_map\" is missing");
    }

    @Test
    void namesTheTensorsThatAShardLacks() throws IOException {
        copyAll("phi3-medium");
        String index = Files.readString(folder.resolve(INDEX));
        Files.writeString(folder.resolve(INDEX), index.replace("model.norm.weight", "model.norm.bias"));

        assertRefused(
                folder,
                folder.resolve(INDEX),
                "names 1 tensors that their shards do not hold: model.norm.bias (in model-00002-of-00002.safetensors)");
    }

    @Test
    void acceptsTensorsOfTheRightShape() {
        WeightIndex weights = Checkpoint.open(ORACLE.resolve("phi3-mini-4k")).weights();

        weights.requireTensors(Map.of("model.norm.weight", new long[] {64}, "lm_head.weight", new long[] {320, 64}));

        assertThat(weights.has("lm_head.weight")).isTrue();
    }

    @Test
    void listsAllTensorsThatAreMissingOrWrong() {
        WeightIndex weights = Checkpoint.open(ORACLE.resolve("phi3-mini-4k")).weights();
        Map<String, long[]> needed = new LinkedHashMap<>();
        needed.put("lm_head.weight", new long[] {320, 64});
        needed.put("model.norm.weight", new long[] {65});
        needed.put("model.norm.bias", new long[] {64});

        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> weights.requireTensors(needed))
                .withMessageContaining("2 of 3 tensors are missing or wrong: "
                        + "model.norm.weight is [64] instead of [65], model.norm.bias is missing;");
    }

    @Test
    void shortensALongListOfMissingTensors() {
        WeightIndex weights = Checkpoint.open(ORACLE.resolve("phi3-mini-4k")).weights();
        Map<String, long[]> needed = new LinkedHashMap<>();
        for (int i = 0; i < 50; i++) {
            needed.put("x" + i, new long[] {1});
        }

        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> weights.requireTensors(needed))
                .withMessageContaining("50 of 50 tensors")
                .withMessageContaining("x19 is missing and 30 more;");
    }

    @Test
    void refusesAWeightOfATypeTheEngineDoesNotKnow() throws IOException {
        copy("phi3-mini-4k", "config.json");
        new SafetensorsWriter()
                .longs("model.norm.weight", new long[] {1}, new long[1])
                .write(folder.resolve("model.safetensors"));
        WeightIndex weights = Checkpoint.open(folder).weights();

        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> weights.requireTensors(Map.of("model.norm.weight", new long[] {1})))
                .withMessageContaining("model.norm.weight is I64 instead of F32, F16 or BF16");
    }

    @Test
    void stopsAtTheEndsOfBothSettingsFiles() throws IOException {
        copyAll("phi3-mini-4k");
        Files.writeString(
                folder.resolve("generation_config.json"),
                "{\"eos_token_id\":[310, 311], \"do_sample\":true, \"temperature\":0.7, \"top_p\":0.9}");

        Checkpoint checkpoint = Checkpoint.open(folder);

        assertThat(checkpoint.stopTokenIds()).containsExactly(310, 311, 316);
        assertThat(checkpoint.generation().temperature()).hasValue(0.7);
        assertThat(checkpoint.generation().sample()).isTrue();
    }

    @Test
    void managesWithoutGenerationConfigAndTokenizer() {
        Checkpoint checkpoint = Checkpoint.open(ORACLE.resolve("phi3-mini-4k"));

        assertThat(checkpoint.stopTokenIds()).containsExactly(316);
        assertThat(checkpoint.tokenizerFile()).isEmpty();
    }

    @Test
    void readsHowAVisionModelWantsItsPictures() throws IOException {
        Path file = Files.writeString(folder.resolve("preprocessor_config.json"), """
                {"num_crops": 4, "single_image_num_crops": 16,
                 "image_mean": [0.1, 0.2, 0.3], "image_std": [0.4, 0.5, 0.6]}""");

        PreprocessorConfig config = PreprocessorConfig.read(file);

        assertThat(config.numCrops()).isEqualTo(4);
        assertThat(config.singleImageNumCrops()).hasValue(16);
        assertThat(config.imageMean()).containsExactly(0.1, 0.2, 0.3);
        assertThat(config.imageStd()).containsExactly(0.4, 0.5, 0.6);
    }

    @Test
    void refusesColourStatisticsThatAreNotThree() throws IOException {
        Path file = Files.writeString(
                folder.resolve("preprocessor_config.json"),
                "{\"num_crops\": 4, \"image_mean\": [0.5], \"image_std\": [0.5, 0.5, 0.5]}");

        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> PreprocessorConfig.read(file))
                .withMessageContaining("\"image_mean\" has 1 values");
    }

    @Test
    void hashesEqualFoldersEqually() throws IOException {
        copyAll("phi3-medium");

        String hash = Checkpoint.open(folder).hash();

        assertThat(hash)
                .hasSize(64)
                .isEqualTo(Checkpoint.open(ORACLE.resolve("phi3-medium")).hash());
    }

    @Test
    void hashesAFineTunedModelDifferently() throws IOException {
        copyAll("phi3-mini-4k");
        String before = Checkpoint.open(folder).hash();
        TensorInfo tuned = Checkpoint.open(folder).weights().tensor("model.layers.1.self_attn.qkv_proj.weight");
        try (RandomAccessFile file = new RandomAccessFile(tuned.file().toFile(), "rw")) {
            file.seek(tuned.begin() + 10);
            int old = file.read();
            file.seek(tuned.begin() + 10);
            file.write(old + 1);
        }

        assertThat(Checkpoint.open(folder).hash()).isNotEqualTo(before);
    }

    @Test
    void hashesAnotherTokenizerDifferently() throws IOException {
        copyAll("phi3-mini-4k");
        String before = Checkpoint.open(folder).hash();
        Files.writeString(folder.resolve("tokenizer.json"), "{}");

        assertThat(Checkpoint.open(folder).hash()).isNotEqualTo(before);
    }

    private void assertRefused(Path opened, Path named, String fault) {
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> Checkpoint.open(opened))
                .withMessageStartingWith(named + ": ")
                .withMessageContaining(fault)
                .satisfies(e -> assertThat(e.file()).isEqualTo(named));
    }

    private void copyAll(String oracle) throws IOException {
        for (Path file : list(ORACLE.resolve(oracle))) {
            Files.copy(file, folder.resolve(file.getFileName()));
        }
    }

    private void copy(String oracle, String... names) throws IOException {
        for (String name : names) {
            Files.copy(ORACLE.resolve(oracle).resolve(name), folder.resolve(name));
        }
    }

    private static Iterable<Path> list(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
