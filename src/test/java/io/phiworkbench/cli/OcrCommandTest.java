package io.phiworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OcrCommandTest {
    private final CommandRun run = new CommandRun();

    @TempDir
    Path folder;

    private Path picture;

    @BeforeEach
    void draw() throws Exception {
        picture = folder.resolve("a.png");
        ImageIO.write(new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
    }

    @Test
    void theTextOfAPictureGoesToStandardOutput() {
        assertThat(run.run("ocr", "m", picture.toString())).isZero();
        assertThat(run.out()).isNotBlank();
        assertThat(run.model.prompts).hasSize(1);
    }

    @Test
    void aBatchSaysWhatFailedAndGoesOnWhenStartedAgain() throws Exception {
        Path broken = Files.writeString(folder.resolve("b.png"), "no picture");
        Path out = folder.resolve("out");

        String[] command = {
            "ocr", "m", picture.toString(), broken.toString(), "--out", out.toString(), "--to", "txt,json"
        };
        assertThat(run.run(command)).isEqualTo(ExitCode.INPUT);
        assertThat(run.err()).contains("failed: b.png: not a picture");
        assertThat(run.out()).contains("1 of 2 files read, 1 failed; see " + out.resolve("report.csv"));
        assertThat(out.resolve("a.txt")).exists();
        assertThat(out.resolve("a.json")).exists();

        assertThat(run.run(command)).isEqualTo(ExitCode.INPUT);
        assertThat(run.model.prompts).hasSize(1);
    }

    @Test
    void wrongArgumentsAreNamedBeforeAModelIsLoaded() {
        String file = picture.toString();
        assertThat(run.run("ocr", "m", file, "--preset", "poem")).isEqualTo(ExitCode.USAGE);
        assertThat(run.run("ocr", "m", file, "--region", "1,2,3")).isEqualTo(ExitCode.USAGE);
        assertThat(run.run("ocr", "m", file, "--out", "x", "--to", "doc")).isEqualTo(ExitCode.USAGE);
        assertThat(run.run("ocr", "m", file, "--num-crops", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(run.run("chart", "m", file, "--num-crops", "-2")).isEqualTo(ExitCode.USAGE);
        assertThat(run.run("chat", "m", "--num-crops", "0", "hello")).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--num-crops must be at least 1");
        assertThat(run.run("ocr", "m", folder + "/none.png")).isEqualTo(ExitCode.INPUT);
        assertThat(run.run("chart", "m", file, "--out", "x.gif")).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .contains("\"poem\" is no preset", "four numbers", "\"doc\" is none of", "there is no such file");
        assertThat(run.model.prompts).isEmpty();
    }

    @Test
    void aLineInsteadOfAChartsTableIsPrintedAndSaidToBeNoChart() {
        assertThat(run.run("chart", "m", picture.toString())).isEqualTo(ExitCode.INPUT);
        assertThat(run.out()).isNotBlank();
        assertThat(run.err()).contains("a.png: no chart was found");
        assertThat(run.model.prompts).hasSize(2);
    }

    @Test
    void allThatCannotBeReadIsNamedBeforeAModelIsLoaded() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        String missing = folder + "/none.png";
        assertThat(run.run("ocr", "m", missing, picture.toString(), empty.toString()))
                .isEqualTo(ExitCode.INPUT);
        assertThat(run.err())
                .contains(missing + ": there is no such file; " + empty + ": there are no pictures in this folder");

        Path out = folder.resolve("out");
        assertThat(run.run("ocr", "m", empty.toString(), "--out", out.toString()))
                .isEqualTo(ExitCode.INPUT);
        assertThat(out).doesNotExist();
        assertThat(run.model.folder).isNull();
    }

    @Test
    void aFolderInWhichNothingCanBeWrittenIsSaidInWords() {
        assertThat(run.run("ocr", "m", picture.toString(), "--out", picture.toString()))
                .isEqualTo(ExitCode.INPUT);
        assertThat(run.err())
                .contains("cannot be written (a file of that name is in the way)")
                .doesNotContain("Exception");
    }

    @Test
    void aPlaceForAChartIsTriedBeforeAModelIsLoaded() {
        String file = picture.toString();
        assertThat(run.run("chart", "m", file, "-o", folder + "/none/a.csv")).isEqualTo(ExitCode.INPUT);
        assertThat(run.run("chart", "m", file, "--ask", " ")).isEqualTo(ExitCode.USAGE);
        assertThat(run.run("logits", "m", "--token-ids", "1", "-o", folder.toString()))
                .isEqualTo(ExitCode.INPUT);
        assertThat(run.err())
                .contains("there is no folder " + folder.resolve("none"), "--ask needs a question")
                .contains(folder + " is a folder; name a file in it");
        assertThat(run.model.folder).isNull();
    }
}
