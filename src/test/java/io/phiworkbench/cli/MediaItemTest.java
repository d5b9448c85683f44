package io.phiworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaItemTest {

    @Test
    void bracketsNamePages() {
        assertThat(MediaItem.Pdf.parse("a b.pdf[1-3,7]")).isEqualTo(new MediaItem.Pdf(Path.of("a b.pdf"), "1-3,7"));
    }

    @Test
    void withoutBracketsAllPagesAreMeant() {
        assertThat(MediaItem.Pdf.parse("a.pdf")).isEqualTo(new MediaItem.Pdf(Path.of("a.pdf"), ""));
    }

    @Test
    void aFileWhoseNameHasBracketsIsThatFile(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("scan[1]"));
        assertThat(MediaItem.Pdf.parse(file.toString())).isEqualTo(new MediaItem.Pdf(file, ""));
    }
}
