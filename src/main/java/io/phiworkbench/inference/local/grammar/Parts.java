package io.phiworkbench.inference.local.grammar;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Shorthand for building {@link Part}s. */
final class Parts {
    private Parts() {}

    static Part text(String text) {
        List<Part> bytes = new ArrayList<>();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(Part.Bytes.range(b & 0xFF, b & 0xFF));
        }
        return bytes.size() == 1 ? bytes.getFirst() : new Part.Sequence(bytes);
    }

    static Part sequence(Part... parts) {
        return new Part.Sequence(List.of(parts));
    }

    static Part choice(Part... parts) {
        return new Part.Choice(List.of(parts));
    }

    static Part choice(List<Part> parts) {
        return parts.size() == 1 ? parts.getFirst() : new Part.Choice(parts);
    }

    static Part optional(Part part) {
        return new Part.Repeat(part, 0, 1);
    }

    static Part repeat(Part part, int least, int most) {
        return new Part.Repeat(part, least, most);
    }

    static Part any(Part part) {
        return new Part.Repeat(part, 0, Part.Repeat.UNBOUNDED);
    }

    static Part digit(char low, char high) {
        return Part.Bytes.range(low, high);
    }
}
