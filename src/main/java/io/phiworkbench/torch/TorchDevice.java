package io.phiworkbench.torch;

/**
 * Where tensors live.
 *
 * @param index CUDA device number, -1 for the CPU
 */
public record TorchDevice(int index) {
    public static final TorchDevice CPU = new TorchDevice(-1);

    public static TorchDevice cuda(int index) {
        return new TorchDevice(index);
    }

    public boolean isCuda() {
        return index >= 0;
    }

    /** The name PyTorch gives it: {@code cpu} or {@code cuda:0}. */
    @Override
    public String toString() {
        return isCuda() ? "cuda:" + index : "cpu";
    }
}
