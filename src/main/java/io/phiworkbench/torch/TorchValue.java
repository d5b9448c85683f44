package io.phiworkbench.torch;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * A value of TorchScript: a number, a tensor, a packed weight, a list of them.
 *
 * <p>Owns native memory: a tensor lives until every value that holds it is closed, lists included. Closing twice is
 * harmless. Not thread-safe.
 */
public final class TorchValue implements AutoCloseable {
    private final IValue value;
    /** A tensor made from a Java array uses that array's memory, so it has to live as long as the value. */
    private final NDArray backing;
    /** What it is a view of, where that is its own; null otherwise. */
    private final Arena memory;

    private boolean closed;

    TorchValue(IValue value) {
        this(value, null, null);
    }

    private TorchValue(IValue value, NDArray backing, Arena memory) {
        this.value = value;
        this.backing = backing;
        this.memory = memory;
    }

    public static TorchValue of(long number) {
        TorchRuntime.load();
        return new TorchValue(IValue.from(number));
    }

    public static TorchValue of(double number) {
        TorchRuntime.load();
        return new TorchValue(IValue.from(number));
    }

    public static TorchValue of(boolean flag) {
        TorchRuntime.load();
        return new TorchValue(IValue.from(flag));
    }

    public static TorchValue of(String text) {
        TorchRuntime.load();
        return new TorchValue(IValue.from(text));
    }

    /** A list of integers, such as a shape. */
    public static TorchValue integers(long... numbers) {
        TorchRuntime.load();
        return new TorchValue(IValue.listFrom(numbers));
    }

    /** An int64 tensor on the CPU. */
    public static TorchValue tensor(long[] numbers, long... shape) {
        return tensorOf(TorchRuntime.manager().create(numbers, new Shape(shape)));
    }

    /** A float32 tensor on the CPU. */
    public static TorchValue tensor(float[] numbers, long... shape) {
        return tensorOf(TorchRuntime.manager().create(numbers, new Shape(shape)));
    }

    /**
     * An int8 tensor over the memory of a direct buffer, of which it is a view: the memory has to outlive every value
     * that holds the tensor or a view of it, and may be read-only if no graph writes there.
     */
    public static TorchValue view(ByteBuffer memory) {
        NDArray array = JniUtils.createNdFromByteBuffer(
                TorchRuntime.manager(),
                memory,
                new Shape(memory.remaining()),
                DataType.INT8,
                SparseFormat.DENSE,
                TorchRuntime.manager().getDevice());
        return tensorOf(array);
    }

    /**
     * A list of values of one kind. It holds its elements on its own: they may be closed, except tensors made from Java
     * arrays, which have to outlive it.
     */
    public static TorchValue list(List<TorchValue> elements) {
        TorchRuntime.load();
        if (elements.stream().allMatch(e -> e.value.isTensor())) {
            PtNDArray[] tensors = elements.stream()
                    .map(e -> e.value.toTensor(TorchRuntime.manager()))
                    .toArray(PtNDArray[]::new);
            try {
                return new TorchValue(IValue.listFrom(tensors));
            } finally {
                Arrays.stream(tensors).forEach(PtNDArray::close);
            }
        }
        return new TorchValue(
                IValue.listFrom(elements.stream().map(e -> e.value).toArray(IValue[]::new)));
    }

    private static TorchValue tensorOf(NDArray array) {
        return new TorchValue(IValue.from((PtNDArray) array), array, null);
    }

    /**
     * This value with the memory that it is a view of, which is freed when the result is closed: nothing else may hold
     * the tensor by then, no list either.
     */
    public TorchValue owning(Arena memory) {
        return new TorchValue(value, backing, memory);
    }

    public long toLong() {
        return value.toLong();
    }

    public double toDouble() {
        return value.toDouble();
    }

    public boolean toBoolean() {
        return value.toBoolean();
    }

    /** The elements of a tuple; the caller closes them. */
    public List<TorchValue> elements() {
        return Arrays.stream(value.toIValueTuple()).map(TorchValue::new).toList();
    }

    /**
     * Copies a float32 tensor, from whatever device, in row-major order.
     *
     * @throws TorchException if it is no float32 tensor
     */
    public float[] toFloats() {
        try (PtNDArray array = checked(DataType.FLOAT32)) {
            return array.toFloatArray();
        }
    }

    /**
     * Copies an int64 tensor, from whatever device, in row-major order.
     *
     * @throws TorchException if it is no int64 tensor
     */
    public long[] toLongs() {
        try (PtNDArray array = checked(DataType.INT64)) {
            return array.toLongArray();
        }
    }

    /** Shape of a tensor. */
    public long[] shape() {
        try (PtNDArray array = value.toTensor(TorchRuntime.manager())) {
            return array.getShape().getShape();
        }
    }

    private PtNDArray checked(DataType wanted) {
        PtNDArray array = value.toTensor(TorchRuntime.manager());
        DataType found;
        try {
            found = array.getDataType();
        } catch (RuntimeException e) {
            found = DataType.UNKNOWN;
        }
        if (found != wanted) {
            array.close();
            throw new TorchException("a tensor of " + wanted + " was expected, not " + found);
        }
        return array;
    }

    IValue handle() {
        if (closed) {
            throw new EngineException("a TorchScript value was used after it was closed");
        }
        return value;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            value.close();
            if (backing != null) {
                backing.close();
            }
            if (memory != null) {
                memory.close();
            }
        }
    }
}
