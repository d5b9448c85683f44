package io.phiworkbench.vision;

import java.nio.FloatBuffer;
import java.util.Objects;

/**
 * A scaled and padded picture, ready to be cut: encoder input 0 is the whole of it at the size of one crop, inputs
 * 1 … rows·columns are its crops row by row. Inputs are made on demand, so a caller that encodes in batches needs floats
 * for one batch only. Immutable.
 */
public final class HdImage {
    private final HdPlan plan;
    private final RgbImage pixels;
    private final float[][] levels = new float[3][];

    HdImage(HdPlan plan, RgbImage pixels, Normalization normalization) {
        this.plan = plan;
        this.pixels = pixels;
        for (int channel = 0; channel < 3; channel++) {
            levels[channel] = normalization.levels(channel);
        }
    }

    public HdPlan plan() {
        return plan;
    }

    /** The padded 8-bit picture: what the model sees, as a person can look at it. */
    public RgbImage pixels() {
        return pixels;
    }

    /** Floats of one encoder input: 3 · size². */
    public int inputLength() {
        return 3 * plan.shape().size() * plan.shape().size();
    }

    /** All encoder inputs, [1 + rows·columns, 3, size, size]. */
    public float[] inputs() {
        float[] all = new float[Math.multiplyExact(plan.encoderInputs(), inputLength())];
        writeInputs(0, plan.encoderInputs(), FloatBuffer.wrap(all));
        return all;
    }

    /**
     * Writes normalised encoder inputs, [count, 3, size, size], to the buffer and moves its position behind them.
     *
     * @param first the first input, 0 being the global view
     */
    public void writeInputs(int first, int count, FloatBuffer target) {
        Objects.checkFromIndexSize(first, count, plan.encoderInputs());
        for (int input = first; input < first + count; input++) {
            if (input == 0) {
                GlobalView.write(pixels, levels, plan.shape().size(), target);
            } else {
                writeCrop(input - 1, target);
            }
        }
    }

    private void writeCrop(int crop, FloatBuffer target) {
        int size = plan.shape().size();
        int left = crop % plan.columns() * size;
        int top = crop / plan.columns() * size;
        float[] row = new float[size];
        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < size; y++) {
                int from = ((top + y) * pixels.width() + left) * 3 + channel;
                for (int x = 0; x < size; x++) {
                    row[x] = levels[channel][pixels.bytes()[from + x * 3] & 0xFF];
                }
                target.put(row);
            }
        }
    }
}
