package io.phiworkbench.server;

import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.FinishReason;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.GenerationResult;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.local.LocalModelLoader;
import java.nio.file.Path;

/** The demonstration model that comes with the program: small enough for tests, and it reads pictures. */
public final class DemoModel {
    /** A sign that the model can read. */
    public static final Path SIGN = Path.of("assets/samples/sign.png");

    private DemoModel() {}

    /** Loads it; the caller's to close. */
    public static ChatModel load() {
        return new LocalModelLoader().load(Path.of("assets/models/phi-demo"), LoadOptions.auto(), _ -> {}, () -> false);
    }

    /** What it answers when asked directly. */
    public static GenerationResult answer(ChatModel model, Prompt prompt, GenerationOptions options) {
        GenerationResult result =
                model.generate(prompt, options, _ -> {}).result().join();
        if (result.reason() == FinishReason.CANCELLED) {
            throw new IllegalStateException("it was cancelled");
        }
        return result;
    }
}
