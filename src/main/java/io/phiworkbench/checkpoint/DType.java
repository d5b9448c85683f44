package io.phiworkbench.checkpoint;

import java.util.Arrays;
import java.util.Optional;

/** Element types of the safetensors format, by the names the format uses. */
public enum DType {
    BOOL(1),
    U8(1),
    I8(1),
    F8_E5M2(1),
    F8_E4M3(1),
    I16(2),
    U16(2),
    F16(2),
    BF16(2),
    I32(4),
    U32(4),
    F32(4),
    I64(8),
    U64(8),
    F64(8);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** Whether the engine accepts weights of this type: F32, F16 or BF16. */
    public boolean isWeight() {
        return this == F32 || this == F16 || this == BF16;
    }

    /** The type with this safetensors name, or empty when the format has none of that name. */
    public static Optional<DType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /** The type that {@code torch_dtype} in a {@code config.json} means, for example {@code bfloat16}. */
    static Optional<DType> ofTorchName(String torchName) {
        return switch (torchName.startsWith("torch.") ? torchName.substring("torch.".length()) : torchName) {
            case "float32", "float" -> Optional.of(F32);
            case "float16", "half" -> Optional.of(F16);
            case "bfloat16" -> Optional.of(BF16);
            default -> Optional.empty();
        };
    }
}
