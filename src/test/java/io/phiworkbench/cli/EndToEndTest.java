package io.phiworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phiworkbench.checkpoint.Safetensors;
import io.phiworkbench.checkpoint.TensorInfo;
import io.phiworkbench.inference.local.LocalModelLoader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands on the golden checkpoints, through the real engine. */
class EndToEndTest {
    private static final Path ORACLE = Path.of("src/test/resources/oracle");
    private static final String SMALL_128K = "phi3-small-128k";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** One of each family. */
    static Stream<String> families() {
        return Stream.of(
                "phi3-mini-4k", "phi3-medium", "phi35-mini-longrope", "phi35-moe", "phi3-small-8k", SMALL_128K);
    }

    @ParameterizedTest
    @MethodSource("families")
    void completeGivesTheGoldenTokens(String name) throws Exception {
        JsonNode expected =
                JSON.readTree(ORACLE.resolve(name).resolve("expected.json").toFile());
        JsonNode prompt = expected.at("/prompts/0");
        int code = phi(
                "complete",
                ORACLE.resolve(name).toString(),
                "--token-ids",
                joined(prompt.get("input_ids")),
                "--max-tokens",
                "24",
                "--temperature",
                "0",
                "--precision",
                "fp32",
                "--ignore-eos",
                "--json");
        assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
        JsonNode answer = JSON.readTree(out.toByteArray());
        assertThat(answer.get("tokenIds")).isEqualTo(prompt.get("greedy"));
        assertThat(answer.get("logprobs")).hasSize(24);
        assertThat(answer.at("/stats/generatedTokens").asInt()).isEqualTo(24);
        assertThat(answer.at("/record/precision").asText()).isEqualTo("fp32");
    }

    @ParameterizedTest
    @MethodSource("visionScenarios")
    void picturesGiveTheGoldenTokens(String scenario) throws Exception {
        Path model = ORACLE.resolve("phi35-vision");
        JsonNode expected =
                JSON.readTree(model.resolve("expected.json").toFile()).at("/scenarios/" + scenario);
        List<String> args = new ArrayList<>(List.of("complete", model.toString(), "--precision", "fp32"));
        args.addAll(List.of("--max-tokens", "24", "--ignore-eos", "--json", "--token-ids", segments(expected)));
        args.addAll(List.of("--num-crops", expected.get("num_crops").asText()));
        expected.get("images").forEach(name -> {
            args.add("--image");
            args.add(model.resolve(name.asText() + ".png").toString());
        });
        assertThat(phi(args.toArray(String[]::new)))
                .as(err.toString(StandardCharsets.UTF_8))
                .isZero();
        JsonNode answer = JSON.readTree(out.toByteArray());
        assertThat(answer.get("tokenIds")).isEqualTo(expected.get("greedy"));
        assertThat(answer.at("/stats/promptTokens").asInt())
                .isEqualTo(expected.get("input_length").asInt());
        assertThat(answer.at("/record/imageHashes")).hasSameSizeAs(expected.get("images"));
    }

    static Stream<String> visionScenarios() throws IOException {
        List<String> names = new ArrayList<>();
        JSON.readTree(ORACLE.resolve("phi35-vision/expected.json").toFile())
                .get("scenarios")
                .fieldNames()
                .forEachRemaining(names::add);
        return names.stream();
    }

    /** Text ids as they are, {@code -k} for picture k. */
    private static String segments(JsonNode scenario) {
        List<String> parts = new ArrayList<>();
        scenario.get("prompt_segments")
                .forEach(segment -> parts.add(
                        segment.has("ids")
                                ? joined(segment.get("ids"))
                                : "-" + segment.get("image").asText()));
        return String.join(",", parts);
    }

    @ParameterizedTest
    @MethodSource("families")
    void logitsAreThoseOfTheReference(String name, @TempDir Path folder) throws Exception {
        Path model = ORACLE.resolve(name);
        JsonNode expected = JSON.readTree(model.resolve("expected.json").toFile());
        int full = expected.get("full_logits_prompt").asInt();
        Path file = folder.resolve("logits.safetensors");
        int code = phi(
                "logits",
                model.toString(),
                "--token-ids",
                joined(expected.at("/prompts/" + full + "/input_ids")),
                "--precision",
                "fp32",
                "--out",
                file.toString());
        assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();

        TensorInfo logits = Safetensors.read(file).tensor("logits").orElseThrow();
        TensorInfo golden = Safetensors.read(model.resolve("expected.safetensors"))
                .tensor("logits_all." + full)
                .orElseThrow();
        assertThat(logits.shape()).isEqualTo(golden.shape());
        FloatBuffer ours = floats(logits);
        FloatBuffer theirs = floats(golden);
        float error = 0;
        float largest = 0;
        for (int i = 0; i < ours.limit(); i++) {
            error = Math.max(error, Math.abs(ours.get(i) - theirs.get(i)));
            largest = Math.max(largest, Math.abs(theirs.get(i)));
        }
        assertThat(error / largest).isLessThanOrEqualTo(1e-4f);
    }

    @ParameterizedTest
    @MethodSource("families")
    void graphIsATorchScriptArchiveThatTorchLoads(String name, @TempDir Path folder) throws Exception {
        Path file = folder.resolve("graph.pt");
        assertThat(phi("graph", ORACLE.resolve(name).toString(), "--out", file.toString()))
                .isZero();
        // DJL's own loader is torch::jit::load, as behind torch.jit.load.
        try (Model model = Model.newInstance("graph", "PyTorch");
                InputStream archive = Files.newInputStream(file)) {
            model.load(archive);
            assertThat(model.getBlock()).isNotNull();
        }
        List<String> entries = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.add(entry.getName().substring(entry.getName().indexOf('/') + 1));
            }
        }
        assertThat(entries).contains("data.pkl", "constants.pkl", "version", "code/__torch__.py");
    }

    @Test
    void aFolderWithoutModelIsSaidInOneLine() {
        assertThat(phi("complete", "src", "--token-ids", "1")).isEqualTo(ExitCode.MODEL);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .hasSize(1)
                .first()
                .asString()
                .contains("config.json");
    }

    @Test
    void textNeedsATokenizer() {
        assertThat(phi("complete", ORACLE.resolve("phi3-mini-4k").toString(), "-q", "hello"))
                .isEqualTo(ExitCode.INPUT);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("tokenizer").hasLineCount(1);
    }

    private int phi(String... args) {
        Console console = new Console(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                false);
        Services services = new Services(console, new Interrupts(() -> {}), LocalModelLoader::new);
        return PhiCommand.commandLine(services, () -> {
                    throw new IllegalStateException("nobody types");
                })
                .execute(args);
    }

    private static String joined(JsonNode ids) {
        List<String> texts = new ArrayList<>();
        ids.forEach(id -> texts.add(id.asText()));
        return String.join(",", texts);
    }

    private static FloatBuffer floats(TensorInfo tensor) throws IOException {
        try (InputStream bytes = Files.newInputStream(tensor.file())) {
            bytes.skipNBytes(tensor.begin());
            return ByteBuffer.wrap(bytes.readNBytes((int) tensor.bytes()))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
        }
    }
}
