package io.phiworkbench.cli;

import static io.phiworkbench.inference.ChatMessage.Role.ASSISTANT;
import static io.phiworkbench.inference.ChatMessage.Role.SYSTEM;
import static io.phiworkbench.inference.ChatMessage.Role.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.Prompt;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatCommandTest {
    private final CommandRun run = new CommandRun();

    @Test
    void aQuestionIsAskedWithItsSystemPrompt() {
        assertThat(run.run("chat", "m", "--system", "Be brief.", "Why", "now?")).isZero();
        assertThat(messages(0))
                .containsExactly(new ChatMessage(SYSTEM, "Be brief."), new ChatMessage(USER, "Why now?"));
        assertThat(run.out()).isEqualTo("Why now?!" + System.lineSeparator());
    }

    @Test
    void aPipedTextIsOneQuestion() {
        run.piped("line 1\nline 2\n").run("chat", "m");
        assertThat(messages(0)).containsExactly(new ChatMessage(USER, "line 1\nline 2"));
    }

    @Test
    void aConversationCarriesWhatWasSaid() {
        run.typed("one", "two", "/exit", "never asked").run("chat", "m");
        assertThat(run.model.prompts).hasSize(2);
        assertThat(messages(1))
                .containsExactly(
                        new ChatMessage(USER, "one"), new ChatMessage(ASSISTANT, "one!"), new ChatMessage(USER, "two"));
    }

    @Test
    void theEndOfInputEndsTheConversation() {
        assertThat(run.typed("one").run("chat", "m")).isZero();
        assertThat(run.model.closed).isTrue();
    }

    @Test
    void threeQuotesHoldSeveralLines() {
        run.typed("\"\"\"first", "  second", "third\"\"\"").run("chat", "m");
        assertThat(messages(0)).containsExactly(new ChatMessage(USER, "first\n  second\nthird"));
    }

    @Test
    void resetForgetsTheMessagesAndKeepsTheSystemPrompt() {
        run.typed("/system Rhyme.", "one", "/reset", "two").run("chat", "m");
        assertThat(messages(1)).containsExactly(new ChatMessage(SYSTEM, "Rhyme."), new ChatMessage(USER, "two"));
    }

    @Test
    void retryAsksTheLastQuestionAgain() {
        run.typed("one", "/retry").run("chat", "m");
        assertThat(messages(1)).containsExactly(new ChatMessage(USER, "one"));
    }

    @Test
    void undoTakesAQuestionBackWithItsPictures(@TempDir Path folder) throws Exception {
        Path sign = Files.write(folder.resolve("my sign.png"), CommandRun.png(1));
        run.typed("/image " + sign, "one", "/undo", "two").run("chat", "m");
        assertThat(messages(1)).hasSize(1);
        assertThat(messages(1).getFirst().text()).isEqualTo("two");
        assertThat(messages(1).getFirst().images()).extracting("name").containsExactly("my sign.png");
    }

    @Test
    void attachedPicturesAreCounted(@TempDir Path folder) throws Exception {
        Path a = Files.write(folder.resolve("a.png"), CommandRun.png(1));
        Path b = Files.write(folder.resolve("b.png"), CommandRun.png(2));
        run.typed("/image \"" + a + "\" " + b, "which?").run("chat", "m");
        assertThat(run.err()).contains("<|image_1|> a.png: 57 tokens", "<|image_2|> b.png: 57 tokens", "121 of 1,000");
        assertThat(messages(0).getFirst().images()).hasSize(2);
    }

    @Test
    void aPictureThatTheModelRefusesIsNotAttached(@TempDir Path folder) throws Exception {
        Path a = Files.write(folder.resolve("a.png"), CommandRun.png(1));
        run.model.estimateFailure = new GenerationException(new Failure.Plain("a.png: is no picture"), null);
        run.typed("/image " + a, "/images").run("chat", "m");
        assertThat(run.err()).contains("error: a.png: is no picture", "no pictures wait");
    }

    @Test
    void settingsHoldForTheNextAnswers() {
        run.typed("/set temperature 0.5 max-tokens 9", "one", "/set seed 4", "two")
                .run("chat", "m", "--top-k", "3");
        assertThat(run.model.options.get(0).temperature()).isEqualTo(0.5);
        assertThat(run.model.options.get(1).maxTokens()).isEqualTo(9);
        assertThat(run.model.options.get(1).seed()).hasValue(4);
        assertThat(run.model.options.get(1).topK()).isEqualTo(3);
    }

    @Test
    void errorsDoNotEndTheConversation() {
        run.model.runFailure = new GenerationException(new Failure.Plain("the run broke"), null);
        int code = run.typed(
                        "/nonsense",
                        "/image nowhere.png",
                        "/set temperature hot",
                        "/set top-p 7",
                        "/retry",
                        "one",
                        "/exit")
                .run("chat", "m");
        assertThat(code).isZero();
        assertThat(run.err().lines().filter(l -> l.startsWith("error: "))).hasSize(6);
        assertThat(run.err()).contains("nowhere.png does not exist", "the run broke");
    }

    @Test
    void aSettingOutOfRangeIsNotKept() {
        run.typed("/set top-p 7", "one").run("chat", "m");
        assertThat(run.model.options).hasSize(1);
        assertThat(run.model.options.getFirst().topP()).isEqualTo(1);
    }

    private List<ChatMessage> messages(int prompt) {
        return ((Prompt.Chat) run.model.prompts.get(prompt)).messages();
    }

    @Test
    void nothingToAskIsSaidInsteadOfAsked(@TempDir Path folder) throws Exception {
        assertThat(new CommandRun().piped("\n").run("chat", "m")).isEqualTo(ExitCode.INPUT);
        CommandRun run = new CommandRun().piped("");
        assertThat(run.run("chat", "m", "-")).isEqualTo(ExitCode.INPUT);
        assertThat(run.run("chat", "m", "")).isEqualTo(ExitCode.INPUT);
        assertThat(run.run("compare", "m", "n", " ")).isEqualTo(ExitCode.INPUT);
        assertThat(run.err()).contains("standard input holds no text; there is nothing to ask", "TEXT is empty");
        assertThat(run.model.folder).isNull();

        Path picture = Files.write(folder.resolve("a.png"), CommandRun.png(1));
        assertThat(run.run("chat", "m", "--image", picture.toString(), "")).isZero();
    }

    @Test
    void aTextThatIsNotUtf8IsRefusedInsteadOfGarbled() {
        CommandRun run = new CommandRun().piped("un caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(run.run("chat", "m")).isEqualTo(ExitCode.INPUT);
        assertThat(run.err()).contains("standard input is no UTF-8 text (byte 7)");
        assertThat(run.model.folder).isNull();
    }

    @Test
    void aCommandOrModelThatThereIsNotIsNamedWithWhatComesNear() {
        CommandRun run = new CommandRun();
        assertThat(run.run("chatt", "m", "hi")).isEqualTo(ExitCode.USAGE);
        assertThat(run.run("models", "lst")).isEqualTo(ExitCode.USAGE);
        assertThat(run.run("info", "phi-3.5-mimi")).isEqualTo(ExitCode.MODEL);
        assertThat(run.run("info", "xyzzy")).isEqualTo(ExitCode.MODEL);
        assertThat(run.err())
                .contains("phi: there is no command 'chatt'; did you mean chat?; see phi --help")
                .contains("phi: there is no command 'lst'; did you mean list?; see phi models --help")
                .contains("no model and no folder 'phi-3.5-mimi'; did you mean phi-3.5-mini?; phi models list")
                .contains("no model and no folder 'xyzzy'; phi models list");
    }
}
