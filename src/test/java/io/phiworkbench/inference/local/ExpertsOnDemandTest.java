package io.phiworkbench.inference.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.GenerationResult;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.LoadOptions.DeviceChoice;
import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.torch.ProcessMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is in memory is read from Linux's list of mappings. */
@EnabledOnOs(OS.LINUX)
class ExpertsOnDemandTest {
    private static final GenerationOptions ONE_TOKEN =
            GenerationOptions.greedy().withMaxTokens(1).withIgnoreEndOfText(true);

    @TempDir
    private Path folder;

    private static LocalChatModel load(Path checkpoint, Precision precision) {
        return new LocalModelLoader()
                .loadLocal(
                        checkpoint,
                        LoadOptions.auto()
                                .withPrecision(precision)
                                .withDevice(DeviceChoice.CPU)
                                .withThreads(1),
                        progress -> {},
                        () -> false);
    }

    private static GenerationResult answer(LocalChatModel model) {
        return model.generate(new Prompt.TokenIds(List.of(1)), ONE_TOKEN, event -> {})
                .result()
                .join();
    }

    /** Bytes of a file that this process has in memory. */
    private static long resident(Path file) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/self/smaps"));
        long kilobytes = 0;
        boolean wanted = false;
        for (String line : lines) {
            if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
                wanted = line.endsWith(file.toRealPath().toString());
            } else if (wanted && line.startsWith("Rss:")) {
                kilobytes += Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return kilobytes * 1024;
    }

    @Test
    void aTokenReadsTheExpertsItChoseAndNoOthers() throws IOException {
        Path checkpoint = SparseMoeCheckpoint.write(folder.resolve("moe"), 1024, 1536, 2, 16);
        Path weights = checkpoint.resolve("model.safetensors");
        long expert = 3L * 1024 * 1536 * 2;
        long others = Files.size(weights) - 2 * 16 * expert;
        try (LocalChatModel model = load(checkpoint, Precision.BF16)) {
            assertThat(resident(weights)).as("after loading").isLessThan(others);
            answer(model);
            assertThat(resident(weights))
                    .as("after one token")
                    .isBetween(2 * 2 * expert, others + 2 * 2 * expert + (8L << 20));
        }
        assertThat(resident(weights)).as("after closing").isZero();
    }

    @Test
    void aModelLargerThanTheMemoryOpensAndAnswers() throws IOException {
        long memory = ProcessMemory.available();
        int experts = (int) (2 * memory / (3L * 2048 * 4096 * 2));
        Path checkpoint = SparseMoeCheckpoint.write(folder.resolve("large"), 2048, 4096, 1, experts);
        assertThat(Files.size(checkpoint.resolve("model.safetensors"))).isGreaterThan(memory * 3 / 2);
        try (LocalChatModel model = load(checkpoint, Precision.AUTO)) {
            assertThat(model.description().deviceReason()).startsWith("bf16").contains("stay on the disk");
            assertThat(answer(model).tokens()).hasSize(1);
        }
    }
}
