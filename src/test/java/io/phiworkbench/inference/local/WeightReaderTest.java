package io.phiworkbench.inference.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.checkpoint.Safetensors;
import io.phiworkbench.checkpoint.TensorInfo;
import io.phiworkbench.torch.TorchDevice;
import io.phiworkbench.torch.TorchValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What of a file counts as this process's memory: Linux lists the files that are mapped. */
@EnabledOnOs(OS.LINUX)
class WeightReaderTest {
    @TempDir
    Path folder;

    private final WeightReader reader = new WeightReader(TorchDevice.CPU);
    private Path file;
    private TensorInfo tensor;
    private TorchType stored;

    @BeforeEach
    void copyAModel() throws IOException {
        file = folder.resolve("model.safetensors");
        Files.copy(Path.of("src/test/resources/oracle/phi3-mini-4k/model.safetensors"), file);
        tensor = Safetensors.read(file)
                .tensor("model.layers.1.mlp.down_proj.weight")
                .orElseThrow();
        stored = TorchType.of(tensor.dtype());
    }

    @AfterEach
    void close() throws IOException {
        reader.close();
        assertThat(mapped()).isFalse();
    }

    @Test
    void aTensorThatKeepsItsTypeStaysInTheFile() throws IOException {
        reader.read(tensor, stored).close();

        assertThat(mapped()).isTrue();
    }

    @Test
    void aTensorThatIsConvertedLeavesNothingMapped() throws IOException {
        TorchType other = stored == TorchType.FLOAT32 ? TorchType.BFLOAT16 : TorchType.FLOAT32;
        try (TorchValue _ = reader.read(tensor, other)) {
            assertThat(mapped()).isFalse();
        }
    }

    @Test
    void aPassingTensorIsTheSameAndLeavesMemoryWhenItIsClosed() throws IOException {
        float[] values;
        try (TorchValue passing = reader.passing(tensor, stored)) {
            assertThat(mapped()).isTrue();
            values = reader.toFloats(passing);
        }
        assertThat(mapped()).isFalse();

        try (TorchValue kept = reader.read(tensor, stored)) {
            assertThat(reader.toFloats(kept)).isEqualTo(values);
        }
    }

    private boolean mapped() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.anyMatch(line -> line.endsWith(file.toString()));
        }
    }
}
