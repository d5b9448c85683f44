package io.phiworkbench.inference.remote;

import com.openai.client.OpenAIClient;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.Generation;
import io.phiworkbench.inference.GenerationEvent;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.MemoryFigures;
import io.phiworkbench.inference.ModelClosedException;
import io.phiworkbench.inference.ModelDescription;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.PromptEstimate;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** A model behind an endpoint. Its runs execute one at a time, as a local model's do. Thread-safe. */
final class RemoteChatModel implements ChatModel {
    /** Where neither the user nor the server tells: what today's models have at least, Phi's long variants among them. */
    static final int ASSUMED_CONTEXT = 131_072;

    private static final int BYTES_PER_TOKEN = 4;
    private static final int TOKENS_PER_MESSAGE = 4;
    /** What OpenAI counts for a picture of 1024 × 1024; others count otherwise. */
    private static final int TOKENS_PER_IMAGE = 765;

    private final Endpoint endpoint;
    private final OpenAIClient client;
    private final Failures failures;
    private final Set<RemoteRun> runs = ConcurrentHashMap.newKeySet();
    private final ExecutorService thread;

    RemoteChatModel(Endpoint endpoint, OpenAIClient client, Optional<String> key) {
        this.endpoint = endpoint;
        this.client = client;
        this.failures = new Failures(endpoint.host(), key);
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofVirtual().name("remote " + endpoint.name()).factory());
    }

    @Override
    public ModelDescription description() {
        // How large pages are drawn for it: as for Phi-3-Vision, whose pictures are as large as others'.
        boolean sees = endpoint.readsImages();
        return new ModelDescription(
                endpoint.name(),
                "",
                "",
                0,
                "",
                endpoint.host(),
                endpoint.model() + " at " + endpoint.baseUrl(),
                endpoint.contextLength().orElse(ASSUMED_CONTEXT),
                OptionalInt.empty(),
                sees,
                sees ? 16 : 0,
                sees ? 4 : 0,
                sees ? 336 : 0,
                sees ? 14 : 0,
                0,
                0,
                endpoint.leavesMachine());
    }

    @Override
    public PromptEstimate estimate(Prompt prompt, GenerationOptions options) {
        int text = switch (prompt) {
            case Prompt.Chat chat ->
                chat.messages().stream()
                        .mapToInt(m -> tokens(m.text()) + TOKENS_PER_MESSAGE)
                        .sum();
            case Prompt.Completion completion -> tokens(completion.text());
            case Prompt.TokenIds ids -> ids.ids().size();
        };
        return new PromptEstimate(
                text,
                prompt.images().stream().map(_ -> TOKENS_PER_IMAGE).toList(),
                endpoint.contextLength().orElse(ASSUMED_CONTEXT));
    }

    private static int tokens(String text) {
        return (text.getBytes(StandardCharsets.UTF_8).length + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
    }

    @Override
    public Generation generate(Prompt prompt, GenerationOptions options, Consumer<GenerationEvent> listener) {
        var run = new RemoteRun(endpoint, client, failures, prompt, options, listener);
        runs.add(run);
        run.result().whenComplete((_, _) -> runs.remove(run));
        try {
            thread.execute(run::execute);
        } catch (RejectedExecutionException e) {
            runs.remove(run);
            throw new ModelClosedException(e);
        }
        return run;
    }

    @Override
    public MemoryFigures memory() {
        return heap();
    }

    /** A remote model takes nothing of this machine but what the program itself has. */
    static MemoryFigures heap() {
        Runtime java = Runtime.getRuntime();
        return new MemoryFigures(
                0, 0, 0, 0, java.totalMemory() - java.freeMemory(), OptionalLong.empty(), OptionalLong.empty());
    }

    @Override
    public void close() {
        runs.forEach(RemoteRun::cancel);
        thread.close();
        client.close();
    }
}
