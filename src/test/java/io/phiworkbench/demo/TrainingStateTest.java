package io.phiworkbench.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingStateTest {
    @TempDir
    Path folder;

    @Test
    void aSavedStateIsReadBackWhole() throws IOException {
        TrainingState state = new TrainingState(
                17, new float[] {1, 2}, new float[] {3, 4}, new float[] {5, 6}, new float[] {7, 8}, new float[] {0.5f});

        state.save(folder.resolve("state.bin"));

        assertThat(TrainingState.load(folder.resolve("state.bin")))
                .usingRecursiveComparison()
                .isEqualTo(state);
        assertThat(folder.resolve("state.bin.new")).doesNotExist();
    }

    @Test
    void aFileOfAnotherKindIsRefusedByName() throws IOException {
        Path file = Files.writeString(folder.resolve("state.bin"), "no training state at all");

        assertThatThrownBy(() -> TrainingState.load(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("state.bin is no training state");
    }
}
