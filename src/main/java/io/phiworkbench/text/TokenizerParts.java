package io.phiworkbench.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parts of a {@code tokenizer.json} that may reach the native library: those of byte-level and byte-fallback BPE,
 * which all Phi models use. Others are refused, because the library (tokenizers 0.21) aborts the whole process on some
 * settings instead of reporting them.
 */
final class TokenizerParts {
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "normalizer",
            Set.of("Sequence", "Prepend", "Replace", "Strip", "Lowercase", "NFC", "NFD", "NFKC", "NFKD"),
            "pre_tokenizer",
            Set.of("Sequence", "ByteLevel", "Metaspace", "Split", "Digits"),
            "decoder",
            Set.of("Sequence", "Replace", "ByteFallback", "Fuse", "Strip", "ByteLevel", "Metaspace"));
    private static final List<String> CHILDREN = List.of("normalizers", "pretokenizers", "decoders");

    private final Path file;

    TokenizerParts(Path file) {
        this.file = file;
    }

    /** Checks the value of {@code normalizer}, {@code pre_tokenizer} or {@code decoder}; none is fine. */
    void check(String field, JsonNode part) {
        if (part.isNull()) {
            return;
        }
        String type = part.path("type").asText("(none)");
        if (!ALLOWED.get(field).contains(type)) {
            throw new TextException(file, TextFault.UNSUPPORTED_PART, field, type);
        }
        if (field.equals("decoder") && type.equals("Strip") && part.path("stop").asInt(1) != 0) {
            throw new TextException(file, TextFault.UNSUPPORTED_STRIP);
        }
        for (String children : CHILDREN) {
            part.path(children).forEach(child -> check(field, child));
        }
    }

    /** Checks a field of {@code model} other than its vocabulary and merges. */
    void checkModel(String field, JsonNode value) {
        boolean allowed = switch (field) {
            case "type" -> value.asText().equals("BPE");
            case "continuing_subword_prefix", "end_of_word_suffix" ->
                value.isNull() || value.asText("x").isEmpty();
            case "dropout" -> value.isNull() || value.isNumber() && value.doubleValue() == 0;
            default -> !value.isContainerNode();
        };
        if (!allowed) {
            throw new TextException(file, TextFault.UNSUPPORTED_SETTING, field, value);
        }
    }
}
