package io.phiworkbench.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.phiworkbench.failure.FileFault;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A {@code tokenizer.json}, read and checked before the native library sees it. The library aborts the process on some
 * contents, so what is passed on is written anew: only parts that {@link TokenizerParts} allows, and without the
 * post-processor, truncation and padding, which are not used.
 *
 * @param vocabulary ids and added tokens
 * @param json what the native library is given
 * @param leadingToken the special token that the file's post-processor puts in front of a text, if any
 * @param decoder the file's decoder, missing or null if it has none
 */
record TokenizerFile(Vocabulary vocabulary, String json, Optional<String> leadingToken, JsonNode decoder) {
    private static final long LONGEST_FILE = 256L << 20;

    /** The vocabulary's words are field names: interning them all would be slow and for nothing. */
    private static final JsonMapper JSON = JsonMapper.builder(new JsonFactoryBuilder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    static TokenizerFile read(Path file) {
        try {
            if (!Files.exists(file)) {
                throw new TextException(file, TextFault.MISSING);
            }
            if (Files.size(file) > LONGEST_FILE) {
                throw new TextException(file, TextFault.TOO_LONG);
            }
            return new Reader(file).read();
        } catch (JsonProcessingException e) {
            throw new TextException(file, e, TextFault.NO_JSON, e.getOriginalMessage());
        } catch (IOException e) {
            throw new TextException(file, e, TextFault.UNREADABLE, FileFault.of(e));
        }
    }

    /** Copies the file as a stream and notes on the way what is in it. */
    private static final class Reader {
        private final Path file;
        private final TokenizerParts parts;
        private final Vocabulary vocabulary = new Vocabulary();
        private Optional<String> leadingToken = Optional.empty();
        private JsonNode decoder = MissingNode.getInstance();

        Reader(Path file) {
            this.file = file;
            this.parts = new TokenizerParts(file);
        }

        TokenizerFile read() throws IOException {
            StringWriter json = new StringWriter();
            try (JsonParser parser = JSON.createParser(Files.readString(file));
                    JsonGenerator copy = JSON.createGenerator(json)) {
                expect(parser.nextToken() == JsonToken.START_OBJECT, TextFault.NO_OBJECT);
                copy.writeStartObject();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    readField(parser, copy);
                }
                copy.writeEndObject();
            }
            expect(!vocabulary.isEmpty(), TextFault.NO_VOCABULARY);
            return new TokenizerFile(vocabulary, json.toString(), leadingToken, decoder);
        }

        private void readField(JsonParser parser, JsonGenerator copy) throws IOException {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "version" -> writeTree(copy, field, parser.readValueAsTree());
                case "added_tokens" -> readAddedTokens(parser, copy);
                case "normalizer", "pre_tokenizer", "decoder" -> {
                    JsonNode part = parser.readValueAsTree();
                    parts.check(field, part);
                    if (field.equals("decoder")) {
                        decoder = part;
                    }
                    writeTree(copy, field, part);
                }
                case "post_processor" -> leadingToken = leadingToken(parser.readValueAsTree());
                case "model" -> readModel(parser, copy);
                default -> parser.skipChildren();
            }
        }

        private void readAddedTokens(JsonParser parser, JsonGenerator copy) throws IOException {
            JsonNode tokens = parser.readValueAsTree();
            expect(tokens.isArray(), TextFault.ADDED_TOKENS_NO_LIST);
            for (JsonNode token : tokens) {
                boolean named = token.path("id").canConvertToInt()
                        && token.path("id").intValue() >= 0
                        && token.path("content").isTextual();
                expect(named, TextFault.ADDED_TOKEN_UNNAMED);
                vocabulary.addToken(
                        token.get("id").intValue(),
                        token.get("content").textValue(),
                        token.path("special").booleanValue());
            }
            writeTree(copy, "added_tokens", tokens);
        }

        private void readModel(JsonParser parser, JsonGenerator copy) throws IOException {
            expect(parser.currentToken() == JsonToken.START_OBJECT, TextFault.MODEL_NO_OBJECT);
            copy.writeObjectFieldStart("model");
            boolean typed = false;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                copy.writeFieldName(field);
                if (field.equals("vocab") && value == JsonToken.START_OBJECT) {
                    copyVocabulary(parser, copy);
                } else if (field.equals("merges")) {
                    copy.copyCurrentStructure(parser);
                } else {
                    JsonNode setting = parser.readValueAsTree();
                    parts.checkModel(field, setting);
                    typed |= field.equals("type");
                    copy.writeTree(setting);
                }
            }
            copy.writeEndObject();
            expect(typed, TextFault.MODEL_WITHOUT_TYPE);
        }

        private void copyVocabulary(JsonParser parser, JsonGenerator copy) throws IOException {
            copy.writeStartObject();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String word = parser.currentName();
                copy.writeFieldName(word);
                boolean whole = parser.nextToken() == JsonToken.VALUE_NUMBER_INT
                        && parser.getNumberType() == JsonParser.NumberType.INT
                        && parser.getIntValue() >= 0;
                expect(whole, TextFault.ID_NO_NUMBER);
                vocabulary.add(parser.getIntValue(), word);
                copy.writeNumber(parser.getIntValue());
            }
            copy.writeEndObject();
        }

        /** The first piece of a template, when that is a special token. */
        private static Optional<String> leadingToken(JsonNode processor) {
            for (JsonNode inner : processor.path("processors")) {
                Optional<String> token = leadingToken(inner);
                if (token.isPresent()) {
                    return token;
                }
            }
            return Optional.ofNullable(processor.at("/single/0/SpecialToken/id").textValue());
        }

        private static void writeTree(JsonGenerator copy, String field, JsonNode tree) throws IOException {
            copy.writeFieldName(field);
            copy.writeTree(tree);
        }

        private void expect(boolean met, TextFault fault) {
            if (!met) {
                throw new TextException(file, fault);
            }
        }
    }
}
