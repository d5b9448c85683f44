package io.phiworkbench.inference.local;

import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.torch.TorchScriptArchive;

/**
 * How the decoder's matrices are held, which decides the type they have in the graph and the method that multiplies
 * with them.
 */
enum MatrixFormat {
    FLOAT32(TorchType.FLOAT32, TorchType.FLOAT32, "linear_float", "Tensor"),
    BFLOAT16(TorchType.BFLOAT16, TorchType.FLOAT16, "linear_float", "Tensor"),
    FLOAT16(TorchType.FLOAT16, TorchType.FLOAT16, "linear_float", "Tensor");

    private final TorchType weights;
    private final TorchType cache;
    private final String linear;
    private final String matrixClass;

    MatrixFormat(TorchType weights, TorchType cache, String linear, String matrixClass) {
        this.weights = weights;
        this.cache = cache;
        this.linear = linear;
        this.matrixClass = matrixClass;
    }

    static MatrixFormat of(Precision precision) {
        return switch (precision) {
            case FP32 -> FLOAT32;
            case BF16 -> BFLOAT16;
            case FP16 -> FLOAT16;
            case INT8 -> throw new IllegalArgumentException("int8");
            case AUTO -> throw new IllegalArgumentException("auto has to be decided before");
        };
    }

    /** Element type that checkpoint tensors are brought to. */
    TorchType weights() {
        return weights;
    }

    /** Element type of keys and values. */
    TorchType cache() {
        return cache;
    }

    /** The text of a graph's class around this format's {@code linear}. */
    String source(String className, String resource) {
        String text = TorchScriptArchive.resource(MatrixFormat.class, resource + ".torchscript")
                + TorchScriptArchive.resource(MatrixFormat.class, linear + ".torchscript");
        return text.replace("Matrix", matrixClass).replace("Self", "__torch__." + className);
    }
}
