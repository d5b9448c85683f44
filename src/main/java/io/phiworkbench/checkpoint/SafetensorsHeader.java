package io.phiworkbench.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The JSON header of a safetensors file that is being written. */
final class SafetensorsHeader {
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(String name, DType dtype, long[] shape, long begin, long end) {}

    /** A tensor in the bytes {@code [begin, end)} of the data. */
    void add(String name, DType dtype, long[] shape, long begin, long end) {
        entries.add(new Entry(name, dtype, shape, begin, end));
    }

    /** The header, padded with blanks to a multiple of {@code unit} bytes. */
    byte[] bytes(Map<String, String> metadata, int unit) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeObjectFieldStart("__metadata__");
            for (Map.Entry<String, String> pair : metadata.entrySet()) {
                json.writeStringField(pair.getKey(), pair.getValue());
            }
            json.writeEndObject();
            for (Entry entry : entries) {
                write(json, entry);
            }
            json.writeEndObject();
        }
        while (bytes.size() % unit != 0) {
            bytes.write(' ');
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, Entry entry) throws IOException {
        json.writeObjectFieldStart(entry.name());
        json.writeStringField("dtype", entry.dtype().name());
        json.writeFieldName("shape");
        json.writeArray(entry.shape(), 0, entry.shape().length);
        json.writeFieldName("data_offsets");
        json.writeArray(new long[] {entry.begin(), entry.end()}, 0, 2);
        json.writeEndObject();
    }
}
