package io.phiworkbench.cuda;

import io.phiworkbench.failure.Wording;

/** Why no card is computed on; the comments say what the words have places for. */
public enum CudaFault implements Wording {
    NO_DEVICE,
    NOT_INSTALLED,
    DAMAGED,
    NO_CARD_ANSWERS,
    /** The system's words. */
    NOT_TRIED,
    /** The trial's words. */
    DOES_NOT_WORK,
    NO_DRIVER,
    /** The driver's number of the error. */
    DRIVER_FAILS,
    /** The card, and the driver's version of CUDA. */
    OLD_DRIVER,
    /** The card, and PyTorch's version. */
    OLD_CARD;

    @Override
    public String family() {
        return "cuda";
    }
}
