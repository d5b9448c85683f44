package io.phiworkbench.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.checkpoint.Checkpoint;
import io.phiworkbench.checkpoint.Phi3VConfig;
import io.phiworkbench.checkpoint.WeightIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExporterTest {
    private static final Path ORACLE = Path.of("src/test/resources/oracle/phi35-vision");

    @TempDir
    Path folder;

    @Test
    void theTensorsAreThoseOfAPhi35VisionCheckpoint() throws IOException {
        export();

        assertThat(kinds(folder)).isEqualTo(kinds(ORACLE));
    }

    @Test
    void theCheckpointSaysItsSizes() throws IOException {
        export();

        Phi3VConfig config = (Phi3VConfig) Checkpoint.open(folder).config();
        assertThat(config.vocabSize()).isEqualTo(CharacterVocabulary.SIZE);
        assertThat(config.vision().imageSize()).isEqualTo(DemoShape.CROP);
        assertThat(config.vision().tokensPerCrop()).isEqualTo(DemoShape.MERGED * DemoShape.MERGED);
        assertThat(Checkpoint.open(folder).stopTokenIds()).contains(CharacterVocabulary.END);
    }

    private void export() throws IOException {
        DemoShape shape = DemoShape.shipped();
        ParameterLayout layout = new ParameterLayout(shape, CharacterVocabulary.SIZE, CharacterVocabulary.classes());
        new Exporter(shape, folder).write(layout, layout.start(1));
    }

    /** Names without layer numbers. */
    private static Set<String> kinds(Path checkpoint) {
        return WeightIndex.read(checkpoint).tensors().keySet().stream()
                .map(name -> name.replaceAll("\\.\\d+\\.", ".N."))
                .collect(Collectors.toSet());
    }
}
