package io.phiworkbench.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phiworkbench.failure.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code tokenizer_config.json} says, with {@code special_tokens_map.json} for tokens it leaves out and {@code
 * chat_template.jinja} or {@code chat_template.json} for a template kept in a file of its own. All files are optional.
 *
 * @param addBos {@code add_bos_token}, if given
 * @param tokenizerClass {@code tokenizer_class}, if given
 * @param bosToken the text of the beginning-of-text token, if any
 * @param eosToken the text of the end-of-text token, if any
 * @param chatTemplate the Jinja source of the template, if any
 */
record TokenizerSettings(
        Optional<Boolean> addBos,
        Optional<String> tokenizerClass,
        Optional<String> bosToken,
        Optional<String> eosToken,
        Optional<ChatTemplateSource> chatTemplate) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A template and the file it stands in. */
    record ChatTemplateSource(String source, Path file) {}

    static TokenizerSettings read(Path folder) {
        Path configFile = folder.resolve("tokenizer_config.json");
        JsonNode config = object(configFile);
        JsonNode map = object(folder.resolve("special_tokens_map.json"));
        return new TokenizerSettings(
                Optional.of(config.path("add_bos_token"))
                        .filter(JsonNode::isBoolean)
                        .map(JsonNode::booleanValue),
                Optional.ofNullable(config.path("tokenizer_class").textValue()),
                token(config.path("bos_token"))
                        .or(() -> token(map.path("bos_token")))
                        .or(() -> endOfText(folder)),
                token(config.path("eos_token"))
                        .or(() -> token(map.path("eos_token")))
                        .or(() -> endOfText(folder)),
                templateFile(folder).or(() -> template(config.path("chat_template"), configFile)));
    }

    private static Optional<String> endOfText(Path folder) {
        boolean tiktoken =
                !Files.exists(folder.resolve("tokenizer.json")) && Files.exists(folder.resolve(TiktokenFile.NAME));
        return tiktoken ? Optional.of(TiktokenFile.END_OF_TEXT) : Optional.empty();
    }

    /** A token is written as its text, or as an object with the text as {@code content}. */
    private static Optional<String> token(JsonNode node) {
        return Optional.ofNullable(node.isObject() ? node.path("content").textValue() : node.textValue());
    }

    private static Optional<ChatTemplateSource> templateFile(Path folder) {
        Path jinja = folder.resolve("chat_template.jinja");
        if (Files.exists(jinja)) {
            return Optional.of(new ChatTemplateSource(text(jinja), jinja));
        }
        Path json = folder.resolve("chat_template.json");
        return template(object(json).path("chat_template"), json);
    }

    /** A template is one string, or a list of named ones, of which {@code default} is for chat. */
    private static Optional<ChatTemplateSource> template(JsonNode node, Path file) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (node.isTextual()) {
            return Optional.of(new ChatTemplateSource(node.textValue(), file));
        }
        for (JsonNode named : node) {
            if ("default".equals(named.path("name").textValue())
                    && named.path("template").isTextual()) {
                return Optional.of(new ChatTemplateSource(named.path("template").textValue(), file));
            }
        }
        throw new TextException(file, TextFault.TEMPLATE_NO_TEXT);
    }

    private static JsonNode object(Path file) {
        if (!Files.exists(file)) {
            return JSON.missingNode();
        }
        try {
            JsonNode node = JSON.readTree(text(file));
            if (!node.isObject()) {
                throw new TextException(file, TextFault.NO_OBJECT);
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new TextException(file, e, TextFault.NO_JSON, e.getOriginalMessage());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new TextException(file, e, TextFault.UNREADABLE, FileFault.of(e));
        }
    }
}
