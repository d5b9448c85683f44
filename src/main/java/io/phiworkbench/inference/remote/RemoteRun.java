package io.phiworkbench.inference.remote;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIException;
import io.phiworkbench.inference.FinishReason;
import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.inference.Generation;
import io.phiworkbench.inference.GenerationEvent;
import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.GenerationResult;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.Phase;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.RunFault;
import io.phiworkbench.inference.RunRecord;
import io.phiworkbench.inference.RunStatistics;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One question to an endpoint. Cancelling interrupts whatever it waits for and closes the connection. */
final class RemoteRun implements Generation {
    private final Endpoint endpoint;
    private final OpenAIClient client;
    private final Failures failures;
    private final Prompt prompt;
    private final GenerationOptions options;
    private final Consumer<GenerationEvent> listener;
    private final CompletableFuture<GenerationResult> result = new CompletableFuture<>();
    private final RemoteAnswer answer;
    // Guarded by this:
    private Thread worker;
    private boolean cancelled;

    private long started;
    private long firstToken;

    RemoteRun(
            Endpoint endpoint,
            OpenAIClient client,
            Failures failures,
            Prompt prompt,
            GenerationOptions options,
            Consumer<GenerationEvent> listener) {
        this.endpoint = endpoint;
        this.client = client;
        this.failures = failures;
        this.prompt = prompt;
        this.options = options;
        this.listener = listener;
        this.answer = new RemoteAnswer(options, this::tell);
    }

    /** Runs to the end, on the model's thread. */
    void execute() {
        started = System.nanoTime();
        firstToken = started;
        try {
            begin();
            listener.accept(new GenerationEvent.PhaseProgress(Phase.PREFILL, 0, 0));
            ask();
            finish();
        } catch (GenerationException e) {
            end(e);
        } catch (OpenAIException e) {
            end(new GenerationException(failures.of(e), e));
        } catch (RuntimeException e) {
            end(new GenerationException(e, RemoteFault.UNREADABLE_ANSWER, endpoint.host(), e));
        } catch (OutOfMemoryError e) {
            // The pictures of a request are written out as text, all at once.
            end(new GenerationException(e, RunFault.HEAP_OUT_OF_MEMORY));
        } finally {
            leave();
            // Whoever waits for the result waits for nothing else, whatever a listener threw.
            result.completeExceptionally(new GenerationException(RemoteFault.NOT_TAKEN));
        }
    }

    private synchronized void begin() {
        worker = Thread.currentThread();
        if (cancelled) {
            worker.interrupt();
        }
    }

    /** The thread goes on to the next run, without the interruption of this one. */
    private synchronized void leave() {
        worker = null;
        Thread.interrupted();
    }

    private void ask() {
        var body = new RequestBody(endpoint, options);
        if (isCancelled()) {
            return;
        }
        switch (prompt) {
            case Prompt.Chat chat -> {
                var params = body.chat(chat);
                read(() -> client.chat().completions().createStreaming(params), answer::take);
            }
            case Prompt.Completion _, Prompt.TokenIds _ -> {
                var params = body.completion(prompt);
                read(() -> client.completions().createStreaming(params), answer::take);
            }
        }
    }

    private <T> void read(Supplier<StreamResponse<T>> request, Consumer<T> receiver) {
        try (StreamResponse<T> response = request.get()) {
            Iterator<T> chunks = response.stream().iterator();
            while (!isCancelled() && chunks.hasNext()) {
                receiver.accept(chunks.next());
            }
        }
    }

    private void tell(GeneratedToken token) {
        if (firstToken == started) {
            firstToken = System.nanoTime();
            listener.accept(new GenerationEvent.PhaseProgress(Phase.DECODE, 0, options.maxTokens()));
        }
        listener.accept(new GenerationEvent.TokenGenerated(token));
    }

    private void finish() {
        if (isCancelled()) {
            complete(FinishReason.CANCELLED);
            return;
        }
        if (!answer.isUnderstood()) {
            throw new GenerationException(failures.notCompatible(), null);
        }
        if (answer.isEmpty() && answer.unusualEnd().isPresent()) {
            throw new GenerationException(
                    RemoteFault.GIVES_NOTHING,
                    endpoint.host(),
                    answer.unusualEnd().get());
        }
        complete(answer.reason());
    }

    /** What ends a cancelled run is its cancellation. */
    private void end(GenerationException cause) {
        if (isCancelled()) {
            complete(FinishReason.CANCELLED);
        } else {
            try {
                listener.accept(new GenerationEvent.Failed(cause));
            } finally {
                result.completeExceptionally(cause);
            }
        }
    }

    private void complete(FinishReason reason) {
        long now = System.nanoTime();
        boolean any = !answer.isEmpty();
        int text = answer.promptTokens(0);
        var statistics = new RunStatistics(
                any
                        ? Map.of(
                                Phase.PREFILL, Duration.ofNanos(firstToken - started),
                                Phase.DECODE, Duration.ofNanos(now - firstToken))
                        : Map.of(Phase.PREFILL, Duration.ofNanos(now - started)),
                text,
                0,
                Math.min(text, answer.reusedTokens()),
                answer.generatedTokens(),
                any ? Duration.ofNanos(firstToken - started) : Duration.ZERO,
                0,
                0,
                RemoteChatModel.heap());
        var record = new RunRecord(
                endpoint.name() + " (" + endpoint.model() + ")",
                "",
                "",
                endpoint.host(),
                options,
                prompt.images().stream().map(ImageInput::sha256).toList());
        var finished = new GenerationResult(answer.text(), answer.tokens(), reason, statistics, record);
        listener.accept(new GenerationEvent.Finished(finished));
        result.complete(finished);
    }

    private synchronized boolean isCancelled() {
        return cancelled;
    }

    @Override
    public synchronized void cancel() {
        cancelled = true;
        if (worker != null) {
            worker.interrupt();
        }
    }

    @Override
    public CompletableFuture<GenerationResult> result() {
        return result.copy();
    }
}
