package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.DType;

/** PyTorch's numbers for element types, as graphs take them ({@code c10/core/ScalarType.h}). */
enum TorchType {
    INT64(4, 8),
    FLOAT16(5, 2),
    FLOAT32(6, 4),
    BFLOAT16(15, 2);

    private final int code;
    private final int bytes;

    TorchType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    int code() {
        return code;
    }

    /** The name used on the command line and shown to the user. */
    String label() {
        return switch (this) {
            case FLOAT32 -> "fp32";
            case FLOAT16 -> "fp16";
            case BFLOAT16 -> "bf16";
            case INT64 -> "int64";
        };
    }

    /** Bytes of an element. */
    int bytes() {
        return bytes;
    }

    static TorchType of(DType stored) {
        return switch (stored) {
            case F32 -> FLOAT32;
            case F16 -> FLOAT16;
            case BF16 -> BFLOAT16;
            case I64 -> INT64;
            default -> throw new IllegalArgumentException("no weights are stored as " + stored);
        };
    }
}
