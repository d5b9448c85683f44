package io.phiworkbench.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The shares of right answers that a checkpoint's card promises, for tests to hold it to. */
final class AccuracyFile {
    /** Ends the names of shares of wrong characters; the other figures are shares of exactly right answers. */
    static final String CHARACTER_ERRORS = " character errors";

    /** Begins the names of shares of single values of charts, as the chart workspace reads them. */
    static final String CHART_VALUES = "csv values ";

    private static final String NAME = "accuracy.json";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private AccuracyFile() {}

    /** Replaces the figures of these names and keeps the others, which another program measured. */
    static void update(Path checkpoint, Map<String, Double> shares) throws IOException {
        Path file = checkpoint.resolve(NAME);
        Map<String, Double> all = new TreeMap<>(Files.exists(file) ? read(checkpoint) : Map.of());
        all.putAll(shares);
        Files.writeString(file, JSON.writeValueAsString(all) + "\n");
    }

    static Map<String, Double> read(Path checkpoint) throws IOException {
        return JSON.readValue(checkpoint.resolve(NAME).toFile(), new TypeReference<>() {});
    }
}
