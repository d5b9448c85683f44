package io.phiworkbench.server;

import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.Prompt;

/** What a client asks for, of either interface. */
sealed interface ApiRequest permits ChatRequest, CompletionRequest {

    /** The model's name. */
    String model();

    Prompt prompt();

    GenerationOptions options();

    /** How the answer is sent. */
    Delivery delivery();

    /** How the answer is written. */
    ReplyFormat format(ReplyFormat.Head head);

    /**
     * How an answer is sent.
     *
     * @param stream token by token
     * @param usage whether a stream ends with the numbers of tokens
     */
    record Delivery(boolean stream, boolean usage) {

        static Delivery read(Fields request) {
            return new Delivery(
                    request.flag("stream"),
                    request.child("stream_options")
                            .map(o -> o.flag("include_usage"))
                            .orElse(false));
        }
    }
}
