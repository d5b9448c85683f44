package io.phiworkbench.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The files that a document that was read can be saved as. */
public enum OcrExport {
    /** Text, pages parted by a form feed. */
    TXT("txt"),
    /** Markdown, pages parted by a rule. */
    MARKDOWN("md"),
    /** Text, words with their probabilities, and the values or rows of forms and tables. */
    JSON("json"),
    /** The table, or page, line and text where it is none. */
    CSV("csv"),
    /** The pages as they look, with their text to be searched and copied. */
    PDF("pdf");

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final String extension;

    OcrExport(String extension) {
        this.extension = extension;
    }

    /** How its files end, without the point; also its name on the command line. */
    public String extension() {
        return extension;
    }

    /** @throws IllegalArgumentException for an extension that is none of them */
    public static OcrExport named(String extension) {
        for (OcrExport export : values()) {
            if (export.extension.equals(extension)) {
                return export;
            }
        }
        throw new IllegalArgumentException("\"" + extension + "\" is none of txt, md, json, csv, pdf");
    }

    /**
     * The content of the file.
     *
     * @throws io.phiworkbench.vision.MediaException if a page cannot be opened again for a PDF
     */
    public byte[] bytes(OcrDocument document) {
        return switch (this) {
            case TXT -> utf8(joined(document, "\n\f\n"));
            case MARKDOWN -> utf8(joined(document, "\n\n---\n\n"));
            case JSON -> utf8(json(document));
            case CSV -> utf8(csv(document));
            case PDF -> new SearchablePdf().write(document);
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String joined(OcrDocument document, String between) {
        return String.join(
                        between,
                        document.pages().stream()
                                .map(page -> page.text().text().stripTrailing())
                                .toList())
                + "\n";
    }

    private static String csv(OcrDocument document) {
        if (document.preset() == OcrPreset.TABLE) {
            return joined(document, "\n\n");
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("page", "line", "text"));
        for (int page = 0; page < document.pages().size(); page++) {
            List<String> lines =
                    document.pages().get(page).text().text().lines().toList();
            for (int line = 0; line < lines.size(); line++) {
                rows.add(List.of(String.valueOf(page + 1), String.valueOf(line + 1), lines.get(line)));
            }
        }
        return Csv.write(rows);
    }

    private static String json(OcrDocument document) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("file", document.name())
                .put("preset", document.preset().label());
        ArrayNode pages = json.putArray("pages");
        document.pages().forEach(page -> pages.add(json(page, document.preset())));
        try {
            return MAPPER.writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    private static ObjectNode json(OcrDocument.Page page, OcrPreset preset) {
        OcrText text = page.text();
        ObjectNode json = MAPPER.createObjectNode()
                .put("page", Math.max(1, page.source().page()))
                .put("text", text.text())
                .put("complete", text.complete());
        addContent(json, text.text(), preset);
        ArrayNode words = json.putArray("words");
        for (Word word : text.words()) {
            ObjectNode entry = words.addObject()
                    .put("text", word.in(text.text()))
                    .put("start", word.start())
                    .put("end", word.end());
            if (Double.isNaN(word.probability())) {
                entry.putNull("probability");
            } else {
                entry.put("probability", Math.round(word.probability() * 1e4) / 1e4);
            }
        }
        return json;
    }

    private static void addContent(ObjectNode json, String text, OcrPreset preset) {
        if (preset == OcrPreset.KEY_VALUE) {
            try {
                json.set("values", MAPPER.readTree(text));
            } catch (JsonProcessingException e) {
                json.put("fault", "the answer is not JSON: " + e.getOriginalMessage());
            }
        } else if (preset == OcrPreset.TABLE) {
            ArrayNode rows = json.putArray("rows");
            Csv.read(text, ',').forEach(row -> {
                ArrayNode cells = rows.addArray();
                row.forEach(cells::add);
            });
        }
    }
}
