package io.phiworkbench.torch;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * An int8 tensor that oneDNN laid out for itself, as the memory it lies in. Such memory can be kept in a file and be
 * given back to the same libtorch on the same kind of processor, mapped instead of made again.
 *
 * <p>libtorch makes a tensor over given memory through {@code aoti_torch_create_tensor_from_blob_v2}, which its models
 * that were compiled ahead of time use for the same purpose (torch/csrc/inductor/aoti_torch/c/shim.h in PyTorch 2.7).
 *
 * @param shape as libtorch says it
 * @param descriptor oneDNN's description of the layout, as {@code mkldnn::_get_mkldnn_serialized_md} gives it. oneDNN
 *     believes it: it must come from there, unchanged
 * @param memory the tensor's bytes
 */
public record PackedTensor(long[] shape, byte[] descriptor, MemorySegment memory) {
    private static final String CREATE = "aoti_torch_create_tensor_from_blob_v2";
    /** c10::ScalarType::Char, c10::DeviceType::CPU and c10::Layout::Mkldnn. */
    private static final int INT8 = 1;

    private static final int CPU = 0;
    private static final int MKLDNN = 3;

    /** Whether this libtorch makes tensors over packed memory. */
    public static boolean supported() {
        TorchRuntime.load();
        return Creation.FUNCTION.isPresent();
    }

    /**
     * A tensor whose memory is known by its address.
     *
     * @param address what {@code mkldnn::data_ptr} gives; valid as long as the tensor lives
     * @param bytes what {@code mkldnn::_nbytes} gives
     */
    @SuppressWarnings("restricted") // the program is started with native access: libtorch needs it
    public static PackedTensor at(long address, long bytes, long[] shape, byte[] descriptor) {
        return new PackedTensor(
                shape, descriptor, MemorySegment.ofAddress(address).reinterpret(bytes));
    }

    /**
     * The tensor over this memory, which has to outlive every value that holds it and may be read-only.
     *
     * @return the caller's to close
     * @throws TorchException if libtorch refuses
     */
    public TorchValue toValue() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment result = arena.allocate(ADDRESS);
            create(arena, result);
            try (var array =
                    new PtNDArray(TorchRuntime.manager(), result.get(ADDRESS, 0).address())) {
                return new TorchValue(IValue.from(array));
            }
        }
    }

    private void create(Arena arena, MemorySegment result) {
        MethodHandle function = Creation.FUNCTION.orElseThrow(() -> new TorchException("libtorch has no " + CREATE));
        int failed;
        try {
            failed = (int) function.invokeExact(
                    memory,
                    (long) shape.length,
                    arena.allocateFrom(JAVA_LONG, shape),
                    arena.allocateFrom(JAVA_LONG, strides()),
                    0L,
                    INT8,
                    CPU,
                    0,
                    result,
                    MKLDNN,
                    arena.allocateFrom(JAVA_BYTE, descriptor),
                    (long) descriptor.length);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new TorchException(CREATE + ": " + e, e);
        }
        if (failed != 0) {
            throw new TorchException(CREATE + " made no tensor of " + memory.byteSize() + " bytes");
        }
    }

    /** Asked for, but without a meaning here: the descriptor has its own. */
    private long[] strides() {
        long[] strides = new long[shape.length];
        long next = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = next;
            next *= shape[i];
        }
        return strides;
    }

    /** libtorch's function, found among the libraries that DJL has loaded. */
    private static final class Creation {
        static final Optional<MethodHandle> FUNCTION =
                SymbolLookup.loaderLookup().find(CREATE).map(Creation::handle);

        /** {@code AOTITorchError (data, ndim, sizes, strides, offset, dtype, device, index, ret, layout, md, md_size)}. */
        @SuppressWarnings("restricted") // the program is started with native access: libtorch needs it
        private static MethodHandle handle(MemorySegment address) {
            return Linker.nativeLinker()
                    .downcallHandle(
                            address,
                            FunctionDescriptor.of(
                                    JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT,
                                    JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_LONG));
        }
    }
}
