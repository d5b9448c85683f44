package io.phiworkbench.inference.local;

import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.inference.ModelMemory;
import io.phiworkbench.torch.TorchScriptArchive;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the decoder's matrices are held, which decides the type they have in the graph and the method that multiplies
 * with them.
 */
enum MatrixFormat {
    FLOAT32(Precision.FP32.label(), TorchType.FLOAT32, TorchType.FLOAT32, "Tensor", "linear_float", "residual_float"),
    BFLOAT16(
            Precision.BF16.label(),
            TorchType.BFLOAT16,
            TorchType.FLOAT16,
            "Tensor",
            Int8Packer.supported() ? "linear_bfloat16_x86" : "linear_float",
            "residual_float"),
    FLOAT16(Precision.FP16.label(), TorchType.FLOAT16, TorchType.FLOAT16, "Tensor", "linear_float", "residual_float"),
    /** Two digits of 7 bits an activation, one of 8 bits a weight or, in a small matrix, two; the embedding in bf16. */
    INT8(Precision.INT8.label(), TorchType.BFLOAT16, TorchType.FLOAT16, Int8Packer.MATRIX, "linear_int8"),
    /** {@link #INT8} with one digit in small matrices too, which shows on a small model what a large one loses. */
    INT8_ONE_DIGIT(INT8.label + ", one digit", TorchType.BFLOAT16, TorchType.FLOAT16, Int8Packer.MATRIX, "linear_int8");

    private final String label;
    private final TorchType weights;
    private final TorchType cache;
    private final String matrixClass;
    private final List<String> products;

    MatrixFormat(String label, TorchType weights, TorchType cache, String matrixClass, String... products) {
        this.label = label;
        this.weights = weights;
        this.cache = cache;
        this.matrixClass = matrixClass;
        this.products = List.of(products);
    }

    static MatrixFormat of(Precision precision) {
        return switch (precision) {
            case FP32 -> FLOAT32;
            case BF16 -> BFLOAT16;
            case FP16 -> FLOAT16;
            case INT8 -> INT8;
            case AUTO -> throw new IllegalArgumentException("auto has to be decided before");
        };
    }

    /** What a report calls it. */
    String label() {
        return label;
    }

    /** Whether matrices are quantised by {@link Int8Packer}, all but the embedding. */
    boolean packed() {
        return this == INT8 || this == INT8_ONE_DIGIT;
    }

    /** Quantises for it; the caller's to close. */
    Int8Packer packer() {
        return new Int8Packer(this == INT8 ? ModelMemory.SMALL_MATRIX : 0);
    }

    /** Element type that checkpoint tensors are brought to. */
    TorchType weights() {
        return weights;
    }

    /** Element type of keys and values. */
    TorchType cache() {
        return cache;
    }

    /** The text of a graph's class: the resources, one after the other, and this format's {@code linear}. */
    String source(String className, String... resources) {
        String text = Stream.concat(Arrays.stream(resources), products.stream())
                .map(name -> TorchScriptArchive.resource(MatrixFormat.class, name + ".torchscript"))
                .collect(Collectors.joining());
        return text.replace("Matrix", matrixClass).replace("Self", "__torch__." + className);
    }
}
