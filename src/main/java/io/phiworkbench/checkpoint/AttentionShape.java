package io.phiworkbench.checkpoint;

import java.util.OptionalInt;

/** The head counts and widths of a decoder, read and checked together because they constrain each other. */
record AttentionShape(int hiddenSize, int heads, int kvHeads, int headDim, int rotaryDim) {
    static AttentionShape read(JsonFields json) {
        int hiddenSize = json.positiveInt("hidden_size");
        int heads = json.positiveInt("num_attention_heads");
        int kvHeads = json.positiveInt("num_key_value_heads", heads);
        int headDim = headDim(json, hiddenSize, heads);
        if (heads % kvHeads != 0) {
            throw json.invalid("num_key_value_heads", FieldFault.NO_DIVISOR_OF_HEADS, kvHeads, heads);
        }
        double part = json.number("partial_rotary_factor", x -> x > 0 && x <= 1).orElse(1);
        int rotaryDim = (int) (headDim * part);
        if (rotaryDim < 2 || rotaryDim % 2 != 0) {
            throw json.invalid("hidden_size", FieldFault.ODD_ROTARY, rotaryDim);
        }
        return new AttentionShape(hiddenSize, heads, kvHeads, headDim, rotaryDim);
    }

    private static int headDim(JsonFields json, int hiddenSize, int heads) {
        OptionalInt given = json.optionalInt("head_dim", 1);
        if (given.isEmpty() && hiddenSize % heads != 0) {
            throw json.invalid("num_attention_heads", FieldFault.NO_DIVISOR_OF_SIZE, heads, hiddenSize);
        }
        return given.orElse(hiddenSize / heads);
    }

    /** A window that the context never outgrows is the same as none. */
    static OptionalInt slidingWindow(JsonFields json, int maxPositions) {
        OptionalInt window = json.optionalInt("sliding_window", 1);
        return window.isPresent() && window.getAsInt() < maxPositions ? window : OptionalInt.empty();
    }

    /** Refuses an activation function other than the one the family's graph computes. */
    static void requireActivation(JsonFields json, String supported) {
        String named = json.text("hidden_act").orElse(supported);
        if (!named.equals(supported)) {
            throw json.unsupported("hidden_act", FieldFault.OTHER_TEXT, named, supported);
        }
    }
}
