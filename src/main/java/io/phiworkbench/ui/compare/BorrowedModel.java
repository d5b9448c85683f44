package io.phiworkbench.ui.compare;

import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.ModelInFront;

/** A model that is in memory anyway and stays there when the comparison is done with it. */
record BorrowedModel(ChatModel behind) implements ModelInFront {
    /** Leaves it to its owner. */
    @Override
    public void close() {}
}
