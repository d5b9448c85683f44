package io.phiworkbench.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.ChatMessage.Role;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.FinishReason;
import io.phiworkbench.inference.GenerationEvent;
import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.GenerationResult;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.OutputFormat;
import io.phiworkbench.inference.RunFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Reads the numbers of charts with a model. Calls wait for the model, so they are not for the FX thread. */
public final class ChartReader {
    private static final int MOST_TOKENS = 2048;
    private static final OutputFormat TABLE = new OutputFormat.Csv(2, 16, true);
    private static final String NO_CHART = "no chart";
    private static final OutputFormat DETAILS = new OutputFormat.JsonSchema("""
            {"type": "object", "additionalProperties": false,
             "required": ["type", "title", "x_axis", "y_axis", "unit"],
             "properties": {"type": {"enum": ["bar", "line", "pie", "scatter"]},
               "title": {"type": "string", "maxLength": 120}, "x_axis": {"type": "string", "maxLength": 60},
               "y_axis": {"type": "string", "maxLength": 60}, "unit": {"type": "string", "maxLength": 20}}}""");

    private final ChatModel model;
    private final ModelPrompts prompts;
    private final OptionalInt crops;

    /** @param crops most crops the picture is cut into; empty for the model's default */
    public ChartReader(ChatModel model, ModelPrompts prompts, OptionalInt crops) {
        this.model = model;
        this.prompts = prompts;
        this.crops = crops;
    }

    /**
     * Reads the table, and asks once more with the fault named if the answer is none, with leave to say that there is
     * no chart; then, where the model can tell,
     * type, title, axes and unit.
     *
     * @param listener sees the runs as they go, on the model's thread
     * @throws GenerationException if the model reads no pictures or no charts, or a run fails
     * @throws ModelGoneException if the model is unloaded meanwhile
     */
    public ChartReading read(ImageInput picture, Consumer<GenerationEvent> listener) {
        String question = prompts.chartTable()
                .orElseThrow(() -> new GenerationException(
                        RunFault.READS_NO_CHARTS, model.description().name()));
        ImageInput seen = seen(picture);
        List<ChatMessage> asked = new ArrayList<>();
        asked.add(new ChatMessage(Role.USER, question, List.of(seen)));
        GenerationResult result = run(asked, TABLE, listener);
        String first = result.text();
        if (isEndless(result)) {
            return new ChartReading.NotATable(first, endless(), 1);
        }
        try {
            return read(ChartTable.parse(first), first, 1, seen, listener);
        } catch (TableFault fault) {
            asked.add(new ChatMessage(Role.ASSISTANT, first));
            asked.add(new ChatMessage(
                    Role.USER,
                    "That is no table: " + fault.getMessage() + ". If the picture shows no chart, write \"" + NO_CHART
                            + "\". Else: " + question));
            return again(asked, seen, listener);
        }
    }

    private static Failure endless() {
        return Failure.of(AnalysisFault.ENDLESS_ANSWER, MOST_TOKENS);
    }

    private ChartReading again(List<ChatMessage> asked, ImageInput seen, Consumer<GenerationEvent> listener) {
        GenerationResult result = run(asked, TABLE, listener);
        String second = result.text();
        if (isEndless(result)) {
            return new ChartReading.NotATable(second, endless(), 2);
        }
        try {
            return read(ChartTable.parse(second), second, 2, seen, listener);
        } catch (TableFault fault) {
            return new ChartReading.NotATable(second, fault.failure(), 2);
        }
    }

    private ChartReading read(
            ChartTable table, String answer, int attempts, ImageInput seen, Consumer<GenerationEvent> listener) {
        Chart chart = Chart.of(table);
        Optional<String> question = prompts.chartDetails();
        Chart described = question.isPresent() ? described(chart, question.get(), seen, listener) : chart;
        return new ChartReading.Read(described, answer, attempts);
    }

    /** Type, axes and unit are a help: where the answer is no use, those of the table stay. */
    private Chart described(Chart chart, String question, ImageInput seen, Consumer<GenerationEvent> listener) {
        String answer = ask(List.of(new ChatMessage(Role.USER, question, List.of(seen))), DETAILS, listener);
        try {
            JsonNode details = new ObjectMapper().readTree(CodeFence.without(answer));
            ChartType type = ChartType.named(details.path("type").asText());
            return chart.withType(type)
                    .withTitle(details.path("title").asText())
                    .withAxes(
                            or(details.path("x_axis").asText(), chart.xAxis()),
                            or(details.path("y_axis").asText(), chart.yAxis()),
                            or(details.path("unit").asText(), chart.unit()));
        } catch (JsonProcessingException | IllegalArgumentException notSaid) {
            return chart;
        }
    }

    private static String or(String said, String otherwise) {
        return said.isBlank() ? otherwise : said.strip();
    }

    /**
     * Answers a question about a chart that was read.
     *
     * @throws GenerationException if the run fails
     * @throws ModelGoneException if the model is unloaded meanwhile
     */
    public ChartAnswer ask(ImageInput picture, Chart chart, String question, Consumer<GenerationEvent> listener) {
        String prompt = prompts.chartQuestion(chart.table().csv(), question);
        String answer =
                ask(List.of(new ChatMessage(Role.USER, prompt, List.of(seen(picture)))), OutputFormat.TEXT, listener);
        return ChartAnswer.of(question, answer.strip(), chart.table());
    }

    private ImageInput seen(ImageInput picture) {
        if (!model.description().readsImages()) {
            throw new GenerationException(
                    RunFault.READS_TEXT_ONLY, model.description().name());
        }
        return crops.isPresent() ? picture.withNumCrops(crops.getAsInt()) : picture;
    }

    /** A table that was cut off may parse, but lacks rows. */
    private static boolean isEndless(GenerationResult result) {
        return result.reason() == FinishReason.MAX_TOKENS;
    }

    private String ask(List<ChatMessage> messages, OutputFormat format, Consumer<GenerationEvent> listener) {
        return run(messages, format, listener).text();
    }

    private GenerationResult run(List<ChatMessage> messages, OutputFormat format, Consumer<GenerationEvent> listener) {
        GenerationOptions options = GenerationOptions.greedy()
                .withMaxTokens(MOST_TOKENS)
                .withFormat(model.description().possible(format));
        return ModelRun.of(model, messages, options, listener);
    }
}
