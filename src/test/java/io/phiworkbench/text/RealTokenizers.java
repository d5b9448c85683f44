package io.phiworkbench.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;

/** Microsoft's own tokenizer files with golden values; they are not part of the repository. */
final class RealTokenizers {
    static final Path FOLDER =
            Path.of(System.getProperty("oracle.dir", "../shared/oracle")).resolve("tokenizer");

    private RealTokenizers() {}

    static Stream<String> names() {
        return Stream.of("phi3-mini-128k-2024-11", "phi3-mini-4k-2024-04", "phi3-vision-128k");
    }

    static Path folder(String name) {
        assumePresent();
        return FOLDER.resolve("files").resolve(name);
    }

    static JsonNode golden() {
        assumePresent();
        try {
            return new ObjectMapper().readTree(FOLDER.resolve("golden.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<JsonNode> cases(String name) {
        return StreamSupport.stream(golden().get(name).spliterator(), false);
    }

    static int[] ids(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToInt(JsonNode::intValue)
                .toArray();
    }

    private static void assumePresent() {
        Assumptions.assumeTrue(
                Files.exists(FOLDER.resolve("golden.json")),
                () -> "real tokenizers not found in " + FOLDER.toAbsolutePath() + " (set -Doracle.dir)");
    }
}
