package io.phiworkbench.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.failure.FileFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A batch on disk: {@value #SETTINGS} says what is to be done, {@value #JOURNAL} gets a line for each file that is
 * settled, so that a program that is closed or dies in the middle loses at most the file it was at; {@value #REPORT} is
 * for people.
 */
final class BatchFolder {
    static final String SETTINGS = "batch.json";
    static final String JOURNAL = "batch.journal.jsonl";
    static final String REPORT = "report.csv";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path folder;

    BatchFolder(Path folder) {
        this.folder = folder;
    }

    Path path() {
        return folder;
    }

    boolean holdsBatch() {
        return Files.exists(folder.resolve(SETTINGS));
    }

    void write(BatchSettings settings) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("version", 1)
                .put("preset", settings.preset().label());
        ArrayNode exports = json.putArray("exports");
        settings.exports().forEach(export -> exports.add(export.extension()));
        settings.crops().ifPresent(crops -> json.put("crops", crops));
        ArrayNode inputs = json.putArray("inputs");
        settings.inputs().forEach(input -> inputs.add(input.toString()));
        try {
            Files.createDirectories(folder);
            replace(SETTINGS, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    BatchSettings settings() {
        Path file = folder.resolve(SETTINGS);
        try {
            JsonNode json = MAPPER.readTree(Files.readString(file));
            List<Path> inputs = new ArrayList<>();
            json.path("inputs").forEach(input -> inputs.add(Path.of(input.asText())));
            var exports = new LinkedHashSet<OcrExport>();
            json.path("exports").forEach(name -> exports.add(OcrExport.named(name.asText())));
            return new BatchSettings(
                    inputs,
                    OcrPreset.named(json.path("preset").asText()),
                    exports,
                    json.path("crops").isInt()
                            ? OptionalInt.of(json.path("crops").intValue())
                            : OptionalInt.empty());
        } catch (IOException | IllegalArgumentException e) {
            throw new AnalysisException(e, AnalysisFault.NO_BATCH_TO_GO_ON, file, e.getMessage());
        }
    }

    /** What was settled, by input; a last line that was cut off counts as not written. */
    Map<Path, BatchEntry> journal() {
        Path file = folder.resolve(JOURNAL);
        Map<Path, BatchEntry> entries = new HashMap<>();
        if (!Files.exists(file)) {
            return entries;
        }
        try {
            for (String line : Files.readAllLines(file)) {
                read(line, entries);
            }
            return entries;
        } catch (IOException e) {
            throw new AnalysisException(e, AnalysisFault.UNREADABLE, file, FileFault.of(e));
        }
    }

    private static void read(String line, Map<Path, BatchEntry> entries) {
        JsonNode json;
        try {
            json = MAPPER.readTree(line);
        } catch (JsonProcessingException cutOff) {
            return; // the program died while it wrote this line: the file is read again
        }
        if (!json.path("input").isTextual()) {
            return;
        }
        Path input = Path.of(json.get("input").asText());
        List<String> outputs = new ArrayList<>();
        json.path("outputs").forEach(name -> outputs.add(name.asText()));
        entries.put(
                input,
                new BatchEntry(
                        input,
                        json.path("failed").asBoolean() ? BatchEntry.State.FAILED : BatchEntry.State.DONE,
                        json.path("pages").asInt(),
                        json.path("words").asInt(),
                        json.path("doubtful").asInt(),
                        json.path("seconds").asDouble(),
                        json.path("note").asText(),
                        outputs));
    }

    /** Adds a settled file to the journal; it is on the disk when this returns. */
    void settle(BatchEntry entry) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("input", entry.input().toString())
                .put("failed", entry.state() == BatchEntry.State.FAILED)
                .put("pages", entry.pages())
                .put("words", entry.words())
                .put("doubtful", entry.doubtful())
                .put("seconds", entry.seconds())
                .put("note", entry.note());
        entry.outputs().forEach(json.putArray("outputs")::add);
        try {
            Files.write(
                    folder.resolve(JOURNAL),
                    ("\n" + json + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.SYNC);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Writes a result file; readers see the old one or the whole new one. */
    void replace(String name, byte[] content) {
        try {
            Path part = folder.resolve(name + ".part");
            Files.write(part, content);
            Files.move(part, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    void report(List<BatchEntry> entries) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("file", "state", "pages", "words", "doubtful words", "seconds", "note", "outputs"));
        for (BatchEntry entry : entries) {
            rows.add(List.of(
                    entry.input().toString(),
                    entry.state().name().toLowerCase(Locale.ROOT),
                    String.valueOf(entry.pages()),
                    String.valueOf(entry.words()),
                    String.valueOf(entry.doubtful()),
                    String.format(Locale.ROOT, "%.2f", entry.seconds()),
                    entry.note(),
                    String.join(" ", entry.outputs())));
        }
        replace(REPORT, Csv.write(rows).getBytes(StandardCharsets.UTF_8));
    }

    private AnalysisException unwritable(IOException e) {
        return new AnalysisException(e, AnalysisFault.RESULTS_UNWRITTEN, folder, FileFault.of(e));
    }
}
