package io.phiworkbench.inference.local;

import io.phiworkbench.torch.PackedTensor;
import io.phiworkbench.torch.TorchException;
import io.phiworkbench.torch.TorchModule;
import io.phiworkbench.torch.TorchScriptArchive;
import io.phiworkbench.torch.TorchValue;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Quantises matrices to int8 with one scale an output channel and lays them out as oneDNN wants them. A column far from
 * the others' size is brought to it, and its factor goes into what makes that channel: the gain of the norm before, or
 * rows of the matrix before (the identity of SmoothQuant, Xiao et al. 2023, used for the weights' sake). Columns and rows
 * that outweigh all others get a second digit, and all of a small matrix. Owns native memory; used on the inference thread.
 */
final class Int8Packer implements AutoCloseable {
    /** The graph's type of what {@link #pack} returns. */
    static final String MATRIX = "Tuple[Tensor, Tensor, Tensor, List[Tensor], List[Tensor]]";

    private static final Set<String> PROCESSORS = Set.of("amd64", "x86_64");

    private final TorchModule module;
    private final TorchValue none = TorchValue.tensor(new float[0], 0);
    private final TorchValue nowhere = TorchValue.tensor(new long[0], 0);

    /** @param small weights of a matrix up to which all its columns get a second digit */
    Int8Packer(int small) {
        module = TorchModule.compile(new TorchScriptArchive(
                        "Int8Packer",
                        TorchScriptArchive.resource(Int8Packer.class, "int8_packer.torchscript")
                                .replace("Self", "__torch__.Int8Packer"))
                .with("small", small));
    }

    /** Whether libtorch has oneDNN's int8 products on this processor. */
    static boolean supported() {
        return PROCESSORS.contains(System.getProperty("os.arch"));
    }

    /** Sizes of a matrix's columns and rows, which the choices below are made from; the caller's to close. */
    TorchValue sizes(TorchValue matrix) {
        try (TorchValue gain = module.run("ones", matrix)) {
            return sizes(matrix, gain);
        }
    }

    /** {@link #sizes} of a matrix that stands behind a norm with this gain. */
    TorchValue sizes(TorchValue matrix, TorchValue gain) {
        return module.run("sizes", matrix, gain);
    }

    /**
     * Factors of a matrix's columns, float32 [in], equal for {@code groups} parts, each {@code width} columns, that share
     * channels. The caller's to close.
     */
    TorchValue columns(TorchValue sizes, int groups, int width) {
        return module.run("columns", sizes, groups, width);
    }

    /** {@link #columns} where every column is a channel of its own. */
    TorchValue columns(TorchValue sizes) {
        return columns(sizes, 1, 1);
    }

    /** One part's factors of columns that are shared; the caller's to close. */
    TorchValue shared(TorchValue columns, int groups, int width) {
        return module.run("shared", columns, groups, width);
    }

    /** A norm's gain that makes up for the columns of the matrix behind it; the caller's to close. */
    TorchValue gain(TorchValue gain, TorchValue columns) {
        return module.run("times", gain, columns);
    }

    /**
     * Places, int64, of the columns that need a second digit: those that weigh far more than the others in the output,
     * given the gains of the norm before them. The caller's to close.
     */
    TorchValue outstanding(TorchValue sizes, TorchValue gain) {
        return module.run("outstanding", sizes, gain);
    }

    /**
     * {@link #outstanding} where the last rows of another matrix make the channels, those of values or, behind a gate, of
     * up; {@code groups} parts of {@code width} columns share channels.
     *
     * @param before sizes of that other matrix with the gain of the norm before it
     */
    TorchValue outstandingBehind(TorchValue sizes, TorchValue before, int groups, int width) {
        return module.run("outstanding_behind", sizes, before, groups, width);
    }

    /** Factors for a matrix whose output no packed matrix takes. */
    TorchValue none() {
        return none;
    }

    /** A matrix whose input nothing is known of, with factors for its columns. */
    TorchValue pack(TorchValue matrix, TorchValue columns) {
        return pack(matrix, columns, none, nowhere);
    }

    /** A matrix whose input nothing is known of, quantised by rows alone. */
    TorchValue pack(TorchValue matrix) {
        try (TorchValue columns = module.run("ones", matrix)) {
            return pack(matrix, columns);
        }
    }

    /**
     * @param matrix [out, in] of any float type; stays the caller's
     * @param columns factors by which its columns are divided
     * @param next factors that its last rows make up for, those of the next matrix's columns
     * @param wide places of columns that get a second digit
     * @return what the graph takes as a matrix; the caller's to close
     */
    TorchValue pack(TorchValue matrix, TorchValue columns, TorchValue next, TorchValue wide) {
        return module.run("pack", matrix, columns, next, wide);
    }

    /** Bytes of what {@link #pack} returned. */
    long bytes(TorchValue packed) {
        try (TorchValue bytes = module.run("bytes", packed)) {
            return bytes.toLong();
        }
    }

    /**
     * What lies in a matrix that {@link #pack} returned, given to {@code use} while the matrix is there: its levels are not
     * copied.
     */
    <T> T read(TorchValue packed, Function<PackedMatrix, T> use) {
        try (TorchValue tuple = module.run("parts", packed)) {
            List<TorchValue> parts = tuple.elements();
            try {
                return use.apply(matrix(parts));
            } finally {
                parts.forEach(TorchValue::close);
            }
        }
    }

    private static PackedMatrix matrix(List<TorchValue> parts) {
        long[] numbers = parts.get(1).toLongs();
        byte[] layout = new byte[numbers.length];
        for (int i = 0; i < layout.length; i++) {
            layout[i] = (byte) numbers[i];
        }
        var levels = PackedTensor.at(
                parts.get(5).toLong(), parts.get(6).toLong(), parts.getFirst().shape(), layout);
        return new PackedMatrix(
                levels,
                parts.get(2).toFloats(),
                parts.get(3).toLongs(),
                parts.get(4).toLongs());
    }

    /** A matrix as {@link #pack} returns it, over levels that have to outlive it; the caller's to close. */
    TorchValue matrix(PackedMatrix matrix) {
        try (TorchValue levels = matrix.levels().toValue();
                TorchValue scales = TorchValue.tensor(matrix.scales(), matrix.scales().length);
                TorchValue columns = TorchValue.tensor(matrix.columns(), matrix.columns().length);
                TorchValue rows = TorchValue.tensor(matrix.rows(), matrix.rows().length)) {
            return module.run("joined", levels, scales, columns, rows);
        }
    }

    /**
     * Multiplies with a matrix once.
     *
     * @throws TorchException if oneDNN does not take it
     */
    void tryOnce(TorchValue packed) {
        module.execute("tried", packed);
    }

    /** A small matrix of known levels, whose memory shows how oneDNN lays matrices out; the caller's to close. */
    TorchValue canary(int rows, int columns) {
        return module.run("canary", rows, columns);
    }

    /** A tensor in memory of its own; the caller's to close. */
    TorchValue own(TorchValue values) {
        return module.run("own", values);
    }

    @Override
    public void close() {
        none.close();
        nowhere.close();
        module.close();
    }
}
