package io.phiworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.inference.ScriptedChatModel;
import io.phiworkbench.server.ApiServer;
import io.phiworkbench.server.ServedModels.Served;
import io.phiworkbench.server.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteCommandTest {
    private final ScriptedChatModel model = ScriptedChatModel.saying("Good", " day");
    private final ApiServer server = ApiServer.start(
            ServerOptions.loopback(0).withApiKey(Optional.of("sesame")), () -> List.of(new Served("scripted", model)));

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        server.close();
        model.close();
    }

    private CommandRun phi() {
        return new CommandRun().remoteIn(folder);
    }

    @Test
    void addsFindsTheOnlyModelAndAsksIt() {
        CommandRun add = phi().piped("sesame\n");
        assertThat(add.run("remote", "add", "mine", "--url", server.baseUrl(), "--key"))
                .as(add.err())
                .isEqualTo(ExitCode.OK);
        assertThat(add.out()).contains("remote:mine  scripted at " + server.baseUrl());

        CommandRun chat = phi();
        assertThat(chat.run("chat", "remote:mine", "hello")).as(chat.err()).isEqualTo(ExitCode.OK);
        assertThat(chat.out()).contains("Good day");
        assertThat(chat.err()).contains("mine: scripted at").doesNotContain("sesame");
    }

    @Test
    void readsTextAndChartsOfPicturesToo() throws IOException {
        phi().piped("sesame").run("remote", "add", "mine", "--url", server.baseUrl(), "--key");
        String picture = Files.write(folder.resolve("a.png"), CommandRun.png(7)).toString();

        CommandRun ocr = phi();
        assertThat(ocr.run("ocr", "remote:mine", picture)).as(ocr.err()).isEqualTo(ExitCode.OK);
        assertThat(ocr.out().strip()).isEqualTo("Good day");

        model.say("label,value", "\nA,3");
        CommandRun chart = phi();
        assertThat(chart.run("chart", "remote:mine", picture)).as(chart.err()).isEqualTo(ExitCode.OK);
        assertThat(chart.out()).isEqualTo("label,value\nA,3\n");
        CommandRun table = phi();
        assertThat(table.run("ocr", "remote:mine", picture, "--preset", "table"))
                .as(table.err())
                .isEqualTo(ExitCode.OK);

        model.say();
        CommandRun nothing = phi();
        assertThat(nothing.run("ocr", "remote:mine", picture)).isEqualTo(ExitCode.OK);
        assertThat(nothing.err()).contains("a.png: no text was found");
    }

    @Test
    void listsAndForgets() {
        phi().piped("sesame").run("remote", "add", "mine", "--url", server.baseUrl(), "--key");
        CommandRun list = phi();
        list.run("remote", "list");
        assertThat(list.out()).contains("remote:mine").contains("(with key)").doesNotContain("sesame");
        CommandRun models = phi();
        models.run("remote", "models", "mine");
        assertThat(models.out().strip()).isEqualTo("scripted");

        assertThat(phi().run("remote", "rm", "mine")).isEqualTo(ExitCode.OK);
        assertThat(phi().run("remote", "rm", "mine")).isEqualTo(ExitCode.INPUT);
        CommandRun chat = phi();
        assertThat(chat.run("chat", "remote:mine", "hello")).isEqualTo(ExitCode.MODEL);
        assertThat(chat.err()).contains("there is no remote model 'mine'");
    }

    @Test
    void saysWhatTheServerSaysWhereTheKeyIsWrong() {
        CommandRun add = phi().piped("wrong");
        assertThat(add.run("remote", "add", "mine", "--url", server.baseUrl(), "--key"))
                .isEqualTo(ExitCode.INPUT);
        assertThat(add.err()).contains("answers 401");
    }

    @Test
    void namesThePresets() {
        CommandRun add = phi();
        assertThat(add.run("remote", "add", "x", "--preset", "nobody")).isEqualTo(ExitCode.USAGE);
        assertThat(add.err()).contains("github-models, azure, nvidia-nim, ollama, vllm, other");
    }
}
