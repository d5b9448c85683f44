package io.phiworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.vision.BlankPdf;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentsTest {
    private static final String VIDEO = "src/test/resources/vision/colours.mp4";

    private final CommandRun run = new CommandRun();

    @TempDir
    Path folder;

    @Test
    void pagesAndPicturesComeInTheOrderOfTheCommandLine() throws Exception {
        Path picture = Files.write(folder.resolve("a.png"), CommandRun.png(1));
        assertThat(run.run("chat", "m", "--pdf", pdf(5) + "[4-5,1]", "--image", picture.toString(), "What?"))
                .isZero();
        assertThat(images())
                .extracting(ImageInput::name)
                .containsExactly("doc.pdf page 4", "doc.pdf page 5", "doc.pdf page 1", "a.png");
    }

    @Test
    void aPageIsDrawnForTheCropsItGets() throws Exception {
        run.run("chat", "m", "--pdf", pdf(1), "--num-crops", "2", "What?");
        var page = ImageIO.read(new ByteArrayInputStream(images().getFirst().content()));
        assertThat(Math.max(page.getWidth(), page.getHeight())).isBetween(336, 672);
    }

    @Test
    void theCostIsSaidBeforeTheRun() throws Exception {
        run.run("chat", "m", "--pdf", pdf(2), "What?");
        assertThat(run.err()).contains("2 pictures, 114 tokens; the whole prompt 121 of 1,000");
    }

    @Test
    void everyItemThatCannotBeUsedIsNamedBeforeTheModelLoads() throws Exception {
        Path whole = Files.write(folder.resolve("whole.png"), CommandRun.png(1));
        Path cut = Files.write(folder.resolve("cut.png"), java.util.Arrays.copyOf(CommandRun.png(2), 50));
        Path text = Files.writeString(folder.resolve("notes.png"), "Dear all");
        String sound = "src/test/resources/vision/sound.m4a";
        assertThat(run.run(
                        "chat",
                        "m",
                        "--image",
                        whole.toString(),
                        "--image",
                        cut.toString(),
                        "--image",
                        text.toString(),
                        "--video",
                        sound,
                        "What?"))
                .isEqualTo(ExitCode.INPUT);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .contains("cut.png: ", "notes.png: not a picture", "sound.m4a: there is no video in it")
                .doesNotContain("whole.png");
        assertThat(run.model.folder).isNull();
    }

    @Test
    void inAConversationTheGoodPicturesAreAttached() throws Exception {
        Path whole = Files.write(folder.resolve("whole.png"), CommandRun.png(1));
        Path cut = Files.write(folder.resolve("cut.png"), java.util.Arrays.copyOf(CommandRun.png(2), 50));
        run.typed("/image " + cut + " " + whole, "What?").run("chat", "m");
        assertThat(run.err()).contains("error: cut.png: ", "<|image_1|> whole.png");
        assertThat(images()).extracting(ImageInput::name).containsExactly("whole.png");
    }

    @Test
    void pagesThatAreNotThereAreBadInput() throws Exception {
        assertThat(run.run("chat", "m", "--pdf", pdf(2) + "[3]", "What?")).isEqualTo(ExitCode.INPUT);
        assertThat(run.err()).contains("doc.pdf");
        assertThat(run.model.prompts).isEmpty();
    }

    @Test
    void aFileThatIsNoPdfIsBadInput() throws Exception {
        Path file = Files.writeString(folder.resolve("x.pdf"), "not a PDF");
        assertThat(run.run("chat", "m", "--pdf", file.toString(), "What?")).isEqualTo(ExitCode.INPUT);
        assertThat(run.err()).contains("phi: x.pdf: ");
    }

    @Test
    void pagesCanBeAttachedInAConversation() throws Exception {
        run.typed("/pdf " + pdf(2) + "[2]", "What?").run("chat", "m");
        assertThat(images()).extracting(ImageInput::name).containsExactly("doc.pdf page 2");
    }

    @Test
    void framesOfAVideoBecomePictures() {
        run.run("chat", "m", "--video", VIDEO, "--frames", "2", "What?");
        assertThat(images())
                .extracting(ImageInput::name)
                .containsExactly("colours.mp4 at 0:01.0", "colours.mp4 at 0:03.0");
    }

    @Test
    void twoVideosHaveTheirOwnFrames() {
        run.run("chat", "m", "--video", VIDEO, "--every", "2", "--video", VIDEO, "--frames", "1", "What?");
        assertThat(images())
                .extracting(ImageInput::name)
                .containsExactly("colours.mp4 at 0:00.0", "colours.mp4 at 0:02.0", "colours.mp4 at 0:02.0");
    }

    @Test
    void aVideoWithoutChoiceGivesEightFrames() {
        run.run("chat", "m", "--video", VIDEO, "What?");
        assertThat(images()).hasSize(8);
    }

    @Test
    void aVideoMayStandBehindAPicture() throws Exception {
        Path picture = Files.write(folder.resolve("a.png"), CommandRun.png(1));
        assertThat(run.run("chat", "m", "--image", picture.toString(), "--frames", "1", "--video", VIDEO, "What?"))
                .isZero();
        assertThat(images()).hasSize(2);
    }

    @Test
    void framesWithoutVideoAreAUsageError() throws Exception {
        Path picture = Files.write(folder.resolve("a.png"), CommandRun.png(1));
        assertThat(run.run("chat", "m", "--image", picture.toString(), "--frames", "2", "What?"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(run.run("chat", "m", "--video", VIDEO, "--frames", "2", "--every", "2", "What?"))
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void pagesFramesAndPicturesKeepTheirOrder() throws Exception {
        Path picture = Files.write(folder.resolve("a.png"), CommandRun.png(1));
        run.run(
                "chat",
                "m",
                "--video",
                VIDEO,
                "--frames",
                "1",
                "--image",
                picture.toString(),
                "--pdf",
                pdf(1),
                "What?");
        assertThat(images())
                .extracting(ImageInput::name)
                .containsExactly("colours.mp4 at 0:02.0", "a.png", "doc.pdf page 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--frames=0", "--frames=x", "--every=0", "--every=-1", "--every=x"})
    void aWrongNumberOfFramesIsAUsageError(String option) {
        assertThat(run.run("chat", "m", "--video", VIDEO, option, "What?")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void framesCanBeAttachedInAConversation() {
        run.typed("/video " + VIDEO + " 2", "What?").run("chat", "m");
        assertThat(images()).hasSize(2);
    }

    @Test
    void aVideoInAConversationMayGiveAFrameEverySoManySeconds() {
        run.typed("/video " + VIDEO + " 1.5s", "What?").run("chat", "m");
        assertThat(images()).hasSize(3);
    }

    private List<ImageInput> images() {
        return run.model.prompts.getFirst().images();
    }

    private String pdf(int pages) {
        return BlankPdf.write(folder.resolve("doc.pdf"), pages, PDRectangle.A4).toString();
    }
}
