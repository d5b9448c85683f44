package io.phiworkbench.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.OutputFormat;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.ScriptedChatModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartReaderTest {
    private final Deque<String> answers = new ArrayDeque<>();
    private final ScriptedChatModel model = ScriptedChatModel.answering(_ -> tokens(answers.removeFirst()));
    private final ChartReader reader = new ChartReader(model, ModelPrompts.usual(), OptionalInt.empty());

    @TempDir
    Path folder;

    private static List<GeneratedToken> tokens(String text) {
        return ScriptedChatModel.tokens(text);
    }

    private ImageInput picture() throws Exception {
        return ImageInput.of("p.png", Files.readAllBytes(TestPages.picture(folder, "p.png")));
    }

    @Test
    void tableThenTypeTitleAxesAndUnitAreAsked() throws Exception {
        answers.add("month,sales\nJan,3\nFeb,5");
        answers.add("{\"type\":\"line\",\"title\":\"Sales\",\"x_axis\":\"\",\"y_axis\":\"sold\",\"unit\":\"k\"}");

        ChartReading reading = reader.read(picture(), _ -> {});

        assertThat(reading).isInstanceOfSatisfying(ChartReading.Read.class, read -> {
            assertThat(read.attempts()).isEqualTo(1);
            assertThat(read.chart().type()).isEqualTo(ChartType.LINE);
            assertThat(read.chart().title()).isEqualTo("Sales");
            assertThat(read.chart().xAxis()).isEqualTo("month");
            assertThat(read.chart().valueLabel()).isEqualTo("sold (k)");
        });
        assertThat(model.asked().get(0).options().format()).isInstanceOf(OutputFormat.Csv.class);
        assertThat(model.asked().get(1).options().format()).isInstanceOf(OutputFormat.JsonSchema.class);
    }

    @Test
    void anAnswerThatIsNoTableIsAskedAgainOnceWithTheFaultNamed() throws Exception {
        answers.add("a,b\nx,1,2");
        answers.add("a,b\nx,1");
        answers.add("no JSON");

        ChartReading reading = reader.read(picture(), _ -> {});

        assertThat(reading).isInstanceOfSatisfying(ChartReading.Read.class, read -> {
            assertThat(read.attempts()).isEqualTo(2);
            assertThat(read.chart().type()).isEqualTo(ChartType.BAR);
        });
        var chat = (Prompt.Chat) model.asked().get(1).prompt();
        assertThat(chat.messages()).hasSize(3);
        assertThat(chat.messages().getLast().text()).contains("row 1 has 3 cells, the header has 2");
    }

    @Test
    void anAnswerThatIsNeverATableIsShownAsItIsWithTheReason() throws Exception {
        answers.add("There is no chart in this picture.");
        answers.add("I still see none.");

        assertThat(reader.read(picture(), _ -> {})).isInstanceOfSatisfying(ChartReading.NotATable.class, no -> {
            assertThat(no.answer()).isEqualTo("I still see none.");
            assertThat(no.fault().english()).contains("the first line has one cell");
            assertThat(no.attempts()).isEqualTo(2);
            assertThat(no.isNoChart()).isTrue();
        });
        var again = (Prompt.Chat) model.asked().getLast().prompt();
        assertThat(again.messages().getLast().text()).contains("If the picture shows no chart, write \"no chart\"");
        assertThat(model.asked()).hasSize(2);
    }

    @Test
    void anAnswerToAQuestionComesWithTheNumbersItRestsOn() throws Exception {
        Chart chart = Chart.of(ChartTable.parse("city,sales\nLyon,3\nParis,12\nNice,7"));
        answers.add("Paris sold most, 12, which is 5 more than 7.");

        ChartAnswer answer = reader.ask(picture(), chart, "Which city sold most?", _ -> {});

        assertThat(answer.used())
                .containsExactly(
                        new ChartAnswer.Used("Paris", "sales", "12"), new ChartAnswer.Used("Nice", "sales", "7"));
        assertThat(answer.unknown()).containsExactly("5");
        assertThat(((Prompt.Chat) model.asked().getFirst().prompt())
                        .messages()
                        .getFirst()
                        .text())
                .contains("Lyon,3", "Which city sold most?");
    }
}
