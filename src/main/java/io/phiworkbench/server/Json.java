package io.phiworkbench.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads requests and writes responses. Thread-safe. */
final class Json {
    private final JsonMapper mapper;

    /** @param mostBytes longest document, which may be one string: a picture */
    Json(int mostBytes) {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(mostBytes)
                        .maxNestingDepth(100)
                        .build())
                .build();
        mapper = JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /** @throws ApiException if it is no JSON object */
    Fields read(byte[] body) {
        try {
            JsonNode document = mapper.readTree(body);
            if (document == null || !document.isObject()) {
                throw ApiException.request(400, "invalid_json", "the request's body must be a JSON object");
            }
            return new Fields("", document);
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw ApiException.request(
                    400,
                    "invalid_json",
                    "the request's body is not JSON: " + e.getOriginalMessage().replaceAll("\\s*\\R\\s*", " ") + place);
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot be read", e);
        }
    }

    byte[] bytes(JsonNode document) {
        try {
            return mapper.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a document in memory cannot be written", e);
        }
    }
}
