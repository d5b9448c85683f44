package io.phiworkbench.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Parses the JSON header of a safetensors file as a stream, so that a hostile header of the greatest allowed length
 * costs no more memory than the tensors it names. Checks each tensor on its own: type, shape, byte count.
 */
final class HeaderParser {
    /** No tensor of any model comes near; a bound keeps a hostile shape from growing. */
    private static final int MOST_DIMENSIONS = 16;

    private static final int MOST_PAIRS = 100;
    private static final int LONGEST_VALUE = 1000;

    /** Names are not interned: they come from a file, and each is used once. */
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path file;
    private final long dataStart;
    private final Map<String, String> metadata = new LinkedHashMap<>();

    /** @param dataStart the byte of the file that the offsets in the header count from */
    HeaderParser(Path file, long dataStart) {
        this.file = file;
        this.dataStart = dataStart;
    }

    Map<String, TensorInfo> parse(InputStream header) throws IOException {
        var utf8 = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try (JsonParser json = JSON.createParser(new InputStreamReader(header, utf8))) {
            Map<String, TensorInfo> tensors = new LinkedHashMap<>();
            expect(json.nextToken(), JsonToken.START_OBJECT, CheckpointFault.HEADER_NO_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("__metadata__")) {
                    readMetadata(json);
                } else {
                    tensors.put(name, tensor(name, json));
                }
            }
            expect(json.nextToken(), null, CheckpointFault.HEADER_CONTINUES);
            return tensors;
        } catch (JsonProcessingException e) {
            throw new CheckpointException(file, e, CheckpointFault.HEADER_NO_JSON, e.getOriginalMessage());
        } catch (CharacterCodingException e) {
            throw new CheckpointException(file, e, CheckpointFault.HEADER_NO_TEXT);
        }
    }

    private void readMetadata(JsonParser json) throws IOException {
        expect(json.currentToken(), JsonToken.START_OBJECT, CheckpointFault.METADATA_NO_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            expect(json.nextToken(), JsonToken.VALUE_STRING, CheckpointFault.METADATA_NO_STRINGS);
            if (metadata.size() < MOST_PAIRS && json.getTextLength() <= LONGEST_VALUE) {
                metadata.put(key, json.getText());
            }
        }
    }

    /** The pairs of {@code __metadata__}, once the header is parsed; not those beyond what anybody reads. */
    Map<String, String> metadata() {
        return metadata;
    }

    private TensorInfo tensor(String name, JsonParser json) throws IOException {
        expect(json.currentToken(), JsonToken.START_OBJECT, CheckpointFault.TENSOR_NO_OBJECT, name);
        DType dtype = null;
        long[] shape = null;
        long[] offsets = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "dtype" -> dtype = dtype(name, json);
                case "shape" -> shape = counts(name, field, json);
                case "data_offsets" -> offsets = counts(name, field, json);
                default -> json.skipChildren();
            }
        }
        if (dtype == null || shape == null || offsets == null) {
            throw fault(CheckpointFault.TENSOR_INCOMPLETE, name);
        }
        return placed(name, dtype, shape, offsets);
    }

    private DType dtype(String name, JsonParser json) throws IOException {
        expect(json.currentToken(), JsonToken.VALUE_STRING, CheckpointFault.DTYPE_NO_STRING, name);
        String named = json.getText();
        return DType.named(named).orElseThrow(() -> fault(CheckpointFault.DTYPE_UNKNOWN, name, named));
    }

    private long[] counts(String name, String field, JsonParser json) throws IOException {
        expect(json.currentToken(), JsonToken.START_ARRAY, CheckpointFault.NO_COUNTS, field, name);
        long[] counts = new long[MOST_DIMENSIONS];
        int n = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, CheckpointFault.NO_COUNTS, field, name);
            if (n == MOST_DIMENSIONS) {
                throw fault(CheckpointFault.TOO_MANY_COUNTS, field, name);
            }
            if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER || json.getLongValue() < 0) {
                throw fault(CheckpointFault.COUNTS_OUT_OF_RANGE, field, name);
            }
            counts[n++] = json.getLongValue();
        }
        return Arrays.copyOf(counts, n);
    }

    private TensorInfo placed(String name, DType dtype, long[] shape, long[] offsets) {
        if (offsets.length != 2 || offsets[0] > offsets[1]) {
            throw fault(CheckpointFault.NO_BEGIN_AND_END, name);
        }
        try {
            long bytes = dtype.bytes();
            for (long dimension : shape) {
                bytes = Math.multiplyExact(bytes, dimension);
            }
            if (bytes != offsets[1] - offsets[0]) {
                throw fault(
                        CheckpointFault.OTHER_BYTES,
                        name,
                        offsets[1] - offsets[0],
                        Arrays.toString(shape),
                        dtype,
                        bytes);
            }
            return new TensorInfo(
                    name,
                    dtype,
                    shape,
                    Math.addExact(dataStart, offsets[0]),
                    Math.addExact(dataStart, offsets[1]),
                    file);
        } catch (ArithmeticException e) {
            throw new CheckpointException(file, e, CheckpointFault.TENSOR_OUT_OF_RANGE, name);
        }
    }

    private void expect(JsonToken found, JsonToken expected, CheckpointFault fault, Object... values) {
        if (found != expected) {
            throw fault(fault, values);
        }
    }

    private CheckpointException fault(CheckpointFault fault, Object... values) {
        return new CheckpointException(file, fault, values);
    }
}
