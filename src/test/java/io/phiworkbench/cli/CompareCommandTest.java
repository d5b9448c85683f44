package io.phiworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.local.LocalModelLoader;
import io.phiworkbench.inference.remote.RemoteModels;
import io.phiworkbench.server.ApiServer;
import io.phiworkbench.server.DemoModel;
import io.phiworkbench.server.ServedModels.Served;
import io.phiworkbench.server.ServerOptions;
import io.phiworkbench.vision.BlankPdf;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Through the real engine, with a remote model behind the program's own server. */
class CompareCommandTest {
    private static final String DEMO = "assets/models/phi-demo";
    private static final String VIDEO = "src/test/resources/vision/colours.mp4";
    private static final String GOLDEN = "src/test/resources/oracle/phi35-mini-longrope";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void threeModelsReadOnePictureAlike() throws Exception {
        try (ChatModel served = DemoModel.load();
                ApiServer server =
                        ApiServer.start(ServerOptions.loopback(0), () -> List.of(new Served("served", served)))) {
            assertThat(phi("remote", "add", "mine", "--url", server.baseUrl())).isZero();
            out.reset();
            int code = phi(
                    "compare",
                    DEMO + "@fp32",
                    DEMO + "@bf16",
                    "remote:mine",
                    "--image",
                    DemoModel.SIGN.toString(),
                    "--against",
                    "1",
                    "--json",
                    "Read the text.");
            assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
        }
        JsonNode json = new ObjectMapper().readTree(out.toByteArray());
        assertThat(json.get("models")).hasSize(3);
        assertThat(json.at("/models/0/model").asText()).isEqualTo("phi-demo@fp32");
        assertThat(json.at("/models/1/answer/record/precision").asText()).isEqualTo("bf16");
        for (JsonNode model : json.get("models")) {
            assertThat(model.at("/answer/text").asText().strip()).isEqualTo("OPEN");
            assertThat(model.at("/difference")).hasSize(1);
            assertThat(model.at("/difference/0/kind").asText()).isEqualTo("same");
        }
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("plan, with", "phi-demo@bf16 (", "remote:mine (remote)");
    }

    @Test
    void aSetGivesAReportThatNamesWhatCouldNotBeDone() throws Exception {
        Path samples = Path.of("assets/samples").toAbsolutePath();
        Path set = Files.writeString(
                folder.resolve("set.csv"),
                "prompt,images,expected\nRead the text.,%1$s/sign.png,OPEN\nRead the text.,%1$s/sign.png,SHUT\nRead it.,lost.png,x\n"
                        .formatted(samples));
        Path report = folder.resolve("report");

        int code = phi("compare", DEMO, DEMO + "@int8", "--set", set.toString(), "--report", report.toString());

        assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isEqualTo(ExitCode.INPUT);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("phi-demo@fp32: 2 answered, 0 failed, exact 50.0 %, contains 50.0 %")
                .contains("phi-demo@int8: 2 answered, 0 failed");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("set.csv, line 4: there is no picture", "1. load", "2. load");
        List<String> rows = Files.readAllLines(report.resolve("report.csv"));
        assertThat(rows).hasSize(6);
        assertThat(rows.get(1))
                .startsWith("2,Read the text.,")
                .contains("sign.png,OPEN,phi-demo@fp32,fp32,OPEN,true,true,0.0000,");
        assertThat(rows.get(3)).startsWith("3,").contains(",SHUT,phi-demo@fp32,fp32,OPEN,false,false,1.0000,");
        assertThat(rows.get(5)).startsWith("4,").contains("lost.png");
        assertThat(Files.readString(report.resolve("report.html")))
                .contains("<th>phi-demo@int8</th>", "expected: SHUT", "exact, character error rate 0.0 %", "lost.png");
    }

    @Test
    void aModelThatCannotChatOrIsNotThereIsNamedAndTheOthersAnswer() {
        assertThat(phi("compare", DEMO, GOLDEN, "What is this?")).isEqualTo(ExitCode.GENERATION);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("== phi-demo@fp32");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("phi: phi35-mini-longrope@fp32: ", "tokenizer");

        assertThat(phi("compare", folder + "/none", DEMO, "What is this?")).isEqualTo(ExitCode.MODEL);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("phi: none@auto: ");
    }

    @Test
    void wrongArgumentsAreNamedBeforeAModelIsLoaded() {
        CommandRun run = new CommandRun();
        assertThat(run.run("compare", "m", "hello")).isEqualTo(ExitCode.USAGE);
        assertThat(run.run("compare", "m@int3", "m", "hello")).isEqualTo(ExitCode.USAGE);
        assertThat(run.run("compare", "remote:x@int8", "m", "hello")).isEqualTo(ExitCode.USAGE);
        assertThat(run.run("compare", "m", "n", "hello", "--against", "3")).isEqualTo(ExitCode.USAGE);
        assertThat(run.run("compare", "m", "n", "hello", "--image", "none.png")).isEqualTo(ExitCode.INPUT);
        assertThat(run.run("compare", "m", "n", "--set", folder + "/none.csv")).isEqualTo(ExitCode.INPUT);
        assertThat(run.err())
                .contains("two models or more", "behind @ goes a precision", "leave @ out", "--against must be 1 to 2")
                .contains("none.png does not exist", "none.csv does not exist");
        assertThat(run.model.folder).isNull();
    }

    @Test
    void everyModelIsShownThePagesFramesAndPicturesInTheirOrder() throws Exception {
        Path picture = Files.write(folder.resolve("a.png"), CommandRun.png(1));
        CommandRun run = new CommandRun();

        assertThat(run.run(
                        "compare",
                        "--in-turn",
                        "m",
                        "n",
                        "--pdf",
                        pdf(2) + "[2]",
                        "--image",
                        picture.toString(),
                        "--video",
                        VIDEO,
                        "--frames",
                        "2",
                        "What?"))
                .as(run.err())
                .isZero();

        assertThat(run.model.prompts)
                .hasSize(2)
                .allSatisfy(prompt -> assertThat(prompt.images())
                        .extracting(ImageInput::name)
                        .containsExactly("doc.pdf page 2", "a.png", "colours.mp4 at 0:01.0", "colours.mp4 at 0:03.0"));
    }

    @Test
    void aPageIsDrawnForTheCropsItGets() throws Exception {
        CommandRun run = new CommandRun();
        run.run("compare", "m", "n", "--pdf", pdf(1), "--num-crops", "2", "What?");

        ImageInput drawn = run.model.prompts.getFirst().images().getFirst();
        var page = ImageIO.read(new ByteArrayInputStream(drawn.content()));
        assertThat(Math.max(page.getWidth(), page.getHeight())).isBetween(336, 672);
    }

    @Test
    void pagesAndVideosThatCannotBeUsedAreAllNamedBeforeAModelIsLoaded() throws Exception {
        CommandRun run = new CommandRun();
        String sound = "src/test/resources/vision/sound.m4a";

        assertThat(run.run("compare", "m", "n", "--pdf", pdf(2) + "[3]", "--video", sound, "What?"))
                .isEqualTo(ExitCode.INPUT);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("phi: doc.pdf: ")
                .contains("sound.m4a: there is no video in it");
        assertThat(run.model.folder).isNull();
    }

    @Test
    void aSetNamesItsOwnPictures() throws Exception {
        CommandRun run = new CommandRun();

        assertThat(run.run("compare", "m", "n", "--set", "set.csv", "--pdf", pdf(1)))
                .isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("the set names its pictures");
    }

    @Test
    void reportsNameThePage() throws Exception {
        CommandRun run = new CommandRun();
        Path report = folder.resolve("report");

        assertThat(run.run("compare", "m", "n", "--pdf", pdf(1), "--report", report.toString(), "What?"))
                .isZero();
        assertThat(Files.readAllLines(report.resolve("report.csv")).get(1)).startsWith(",What?,doc.pdf page 1,");
        assertThat(Files.readString(report.resolve("report.html"))).contains("picture: doc.pdf page 1");
    }

    private String pdf(int pages) {
        return BlankPdf.write(folder.resolve("doc.pdf"), pages, PDRectangle.A4).toString();
    }

    @Test
    void theSameModelTwiceHasTwoNames() {
        CommandRun run = new CommandRun();
        assertThat(run.run("compare", "m", "m", "hello")).as(run.err()).isZero();
        assertThat(run.out()).contains("== m@auto\nhello!", "== m@auto (2)\nhello!");
        assertThat(run.model.closed).isTrue();
    }

    @Test
    void aReportThatCannotBeWrittenIsRefusedBeforeAModelIsLoaded() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        CommandRun run = new CommandRun();

        assertThat(run.run("compare", "m", "n", "hello", "--report", file.toString()))
                .isEqualTo(ExitCode.INPUT);
        assertThat(run.err()).contains("no report can be written to " + file);
        assertThat(run.model.folder).isNull();
    }

    @Test
    void anInterruptInAnAnswerEndsItAndClosesTheModel() throws Exception {
        CommandRun run = new CommandRun();
        run.model.waitsForCancel = true;
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> run.run("compare", "m", "n", "hello"));
        assertThat(run.model.answering.await(30, TimeUnit.SECONDS)).isTrue();

        run.interrupts.interrupt();

        assertThat(code.get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.CANCELLED);
        assertThat(run.model.closed).isTrue();
        assertThat(run.model.prompts).hasSize(1);
        assertThat(run.ended()).isFalse();
    }

    @Test
    void aSetThatWasEndedGoesOnWhenItIsStartedAgain() throws Exception {
        Path set = Files.writeString(folder.resolve("set.csv"), "prompt\none\ntwo\n");
        Path report = folder.resolve("report");
        String[] command = {"compare", "m", "n", "--set", set.toString(), "--report", report.toString()};
        CommandRun ended = new CommandRun();
        ended.model.waitsForCancelAt = 2;
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> ended.run(command));
        assertThat(ended.model.answering.await(30, TimeUnit.SECONDS)).isTrue();
        ended.interrupts.interrupt();
        assertThat(code.get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.CANCELLED);
        assertThat(ended.model.prompts).hasSize(2);

        CommandRun again = new CommandRun();
        assertThat(again.run(command)).as(again.err()).isZero();
        assertThat(again.err()).contains("going on: 1 of 4 answers are in " + report.resolve("answers.jsonl"));
        assertThat(again.model.prompts).hasSize(3);
        assertThat(Files.readAllLines(report.resolve("report.csv"))).hasSize(5);
        assertThat(report.resolve("answers.jsonl")).doesNotExist();
    }

    private int phi(String... args) {
        Console console = new Console(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                false);
        Services services = new Services(
                console, new Interrupts(() -> {}), LocalModelLoader::new, () -> RemoteModels.withKeysInFile(folder));
        return PhiCommand.commandLine(services, () -> {
                    throw new IllegalStateException("nobody types");
                })
                .execute(args);
    }
}
