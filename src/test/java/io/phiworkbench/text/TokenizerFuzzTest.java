package io.phiworkbench.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in a {@code tokenizer.json}, it works or is refused; a panic of the native library would end the JVM. */
class TokenizerFuzzTest {
    private static final int FILES = 300;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "4294967296",
            "1.5",
            "\"\"",
            "\"▁\"",
            "[]",
            "{}",
            "[\"a b\"]",
            "{\"type\":\"Precompiled\",\"precompiled_charsmap\":\"AAAA\"}",
            "{\"type\":\"Strip\",\"content\":\" \",\"start\":9,\"stop\":9}",
            "{\"type\":\"Prepend\",\"prepend\":\"\"}",
            "{\"type\":\"Replace\",\"pattern\":{\"Regex\":\"(\"},\"content\":\"x\"}",
            "{\"type\":\"Replace\",\"pattern\":{\"String\":\"\"},\"content\":\"x\"}",
            "{\"type\":\"ByteLevel\",\"add_prefix_space\":true,\"trim_offsets\":true,\"use_regex\":true}",
            "{\"type\":\"Metaspace\",\"replacement\":\"ab\",\"add_prefix_space\":true}",
            "{\"type\":\"Split\",\"pattern\":{\"Regex\":\"a*\"},\"behavior\":\"Removed\",\"invert\":true}");

    @TempDir
    Path folder;

    @Test
    void survivesDamagedTokenizers() throws IOException {
        Random random = new Random(11);
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            JsonNode damaged =
                    JSON.readTree(TokenizerTest.TINY.resolve("tokenizer.json").toFile());
            damage(damaged, random);
            JSON.writeValue(folder.resolve("tokenizer.json").toFile(), damaged);
            refused += isRefused() ? 1 : 0;
        }
        assertThat(refused).as("damaged tokenizers that were refused").isBetween(1, FILES - 1);
    }

    private boolean isRefused() {
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            int[] ids = tokenizer.encode("hello world é 🙂 <|end|>\n x  ");
            tokenizer.decode(ids, true);
            tokenizer.decode(ids, false);
            return false;
        } catch (TextException e) {
            assertThat(e.getMessage()).startsWith(folder.toString()).doesNotContain("\n");
            return true;
        }
    }

    private static void damage(JsonNode tokenizer, Random random) throws IOException {
        List<JsonNode> containers = new ArrayList<>();
        collect(tokenizer, containers);
        JsonNode place = containers.get(random.nextInt(containers.size()));
        JsonNode value = JSON.readTree(VALUES.get(random.nextInt(VALUES.size())));
        switch (place) {
            case ObjectNode object -> object.set(name(object, random), value);
            case ArrayNode array -> array.insert(random.nextInt(array.size() + 1), value);
            default -> throw new IllegalStateException("not a container: " + place);
        }
    }

    private static String name(ObjectNode object, Random random) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names.isEmpty() ? "type" : names.get(random.nextInt(names.size()));
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }
}
