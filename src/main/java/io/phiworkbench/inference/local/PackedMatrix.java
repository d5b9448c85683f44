package io.phiworkbench.inference.local;

import io.phiworkbench.torch.PackedTensor;
import java.lang.foreign.MemorySegment;

/**
 * A matrix in int8 outside of TorchScript.
 *
 * @param levels as oneDNN laid them out
 * @param scales of its rows, those of second digits last
 * @param columns places of the columns that have a second digit
 * @param rows places of the rows that have one
 */
record PackedMatrix(PackedTensor levels, float[] scales, long[] columns, long[] rows) {

    /** The same with its levels in other memory. */
    PackedMatrix with(MemorySegment memory) {
        return new PackedMatrix(new PackedTensor(levels.shape(), levels.descriptor(), memory), scales, columns, rows);
    }
}
