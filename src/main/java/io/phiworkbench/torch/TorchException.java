package io.phiworkbench.torch;

/** A failure inside libtorch; the message starts with the method that ran and its cause. */
public class TorchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TorchException(String message, Throwable cause) {
        super(message, cause);
    }

    public TorchException(String message) {
        super(message);
    }
}
