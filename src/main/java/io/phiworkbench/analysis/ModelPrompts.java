package io.phiworkbench.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phiworkbench.failure.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a model is asked for each task. A checkpoint that understands other words than the usual ones brings them in a
 * file {@value #FILE} in its folder; see {@code docs/analysis.md}.
 */
public final class ModelPrompts {
    static final String FILE = "phi-workbench.json";
    private static final String TABLE = "chart.table";
    private static final String DETAILS = "chart.details";
    private static final String QUESTION = "chart.question";

    private static final Map<String, String> USUAL = Map.of(
            key(OcrPreset.PLAIN),
            "Read all the text in this picture, in reading order. Write the text only.",
            key(OcrPreset.LAYOUT),
            "Read all the text in this picture. Keep its lines, columns and indentation. Write the text only.",
            key(OcrPreset.MARKDOWN),
            "Write the text of this picture as Markdown, with its headings, lists and tables. Write the Markdown only.",
            key(OcrPreset.KEY_VALUE),
            "Read this picture as a form. Write one JSON object with each name and its value, as they are printed.",
            key(OcrPreset.TABLE),
            "Write the table in this picture as CSV, the header first, one row a line. Write the CSV only.",
            TABLE,
            "Write the data of this chart as CSV: first a header, then one row for each category, with a column for"
                    + " each series. Numbers only, without units. Write the CSV only.",
            DETAILS,
            "Of which type is this chart, what is its title, what do its axes show, and in which unit are its values?",
            QUESTION,
            "The data of this chart is:\n{table}\n{question} Give the numbers that the answer rests on.");

    private final Map<String, String> prompts;

    private ModelPrompts(Map<String, String> prompts) {
        this.prompts = Map.copyOf(prompts);
    }

    /** The prompts for models that follow instructions. */
    public static ModelPrompts usual() {
        return new ModelPrompts(USUAL);
    }

    /**
     * The prompts of a model folder: its own where it names them, else the usual ones.
     *
     * @throws AnalysisException if its file cannot be understood
     */
    public static ModelPrompts of(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return usual();
        }
        try {
            JsonNode own = new ObjectMapper().readTree(Files.readString(file)).path("prompts");
            if (!own.isObject()) {
                throw new AnalysisException(AnalysisFault.NO_PROMPTS, file);
            }
            return new ModelPrompts(merged(file, own));
        } catch (JsonProcessingException e) {
            throw new AnalysisException(e, AnalysisFault.PROMPTS_NO_JSON, file, e.getOriginalMessage());
        } catch (IOException e) {
            throw new AnalysisException(e, AnalysisFault.UNREADABLE, file, FileFault.of(e));
        }
    }

    private static Map<String, String> merged(Path file, JsonNode own) {
        Map<String, String> prompts = new HashMap<>(USUAL);
        own.properties().forEach(entry -> {
            if (!USUAL.containsKey(entry.getKey())) {
                throw new AnalysisException(
                        AnalysisFault.UNKNOWN_PROMPT,
                        file,
                        entry.getKey(),
                        String.join(", ", USUAL.keySet().stream().sorted().toList()));
            }
            if (entry.getValue().isNull()) {
                prompts.remove(entry.getKey());
            } else {
                prompts.put(entry.getKey(), entry.getValue().asText());
            }
        });
        return prompts;
    }

    private static String key(OcrPreset preset) {
        return "ocr." + preset.label();
    }

    /** What is asked for a preset; empty where the model says that it cannot do it. */
    public Optional<String> ocr(OcrPreset preset) {
        return Optional.ofNullable(prompts.get(key(preset)));
    }

    /** What is asked for a chart's numbers; empty where the model says that it cannot read charts. */
    public Optional<String> chartTable() {
        return Optional.ofNullable(prompts.get(TABLE));
    }

    /** What is asked for a chart's type, title and axes; empty where the model cannot tell. */
    public Optional<String> chartDetails() {
        return Optional.ofNullable(prompts.get(DETAILS));
    }

    /** A question about a chart whose table is known. */
    public String chartQuestion(String table, String question) {
        return prompts.getOrDefault(QUESTION, "{question}")
                .replace("{table}", table)
                .replace("{question}", question);
    }
}
