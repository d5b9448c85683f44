package io.phiworkbench.cli;

import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.Generation;
import io.phiworkbench.inference.GenerationEvent;
import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.GenerationResult;
import io.phiworkbench.inference.Phase;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.PromptEstimate;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;

/** Runs a prompt and hands the answer's text on as it comes, on the caller's thread; Ctrl-C cancels the run. */
final class AnswerRun {
    private final ChatModel model;
    private final Services services;
    private final boolean quiet;

    AnswerRun(ChatModel model, Services services, boolean quiet) {
        this.model = model;
        this.services = services;
        this.quiet = quiet;
    }

    /**
     * Counts what the prompt costs, without running it.
     *
     * @throws BadInputException if the prompt cannot be understood
     */
    PromptEstimate estimate(Prompt prompt, GenerationOptions options) {
        try {
            return model.estimate(prompt, options);
        } catch (GenerationException e) {
            throw new BadInputException(e.getMessage(), e);
        }
    }

    /**
     * Runs to the end.
     *
     * @param text gets every piece of text; false says that nobody reads any more, which cancels
     * @throws BadInputException if the prompt cannot be understood or does not fit
     * @throws GenerationException if the run failed
     */
    GenerationResult run(Prompt prompt, GenerationOptions options, Predicate<String> text) {
        PromptEstimate estimate = estimate(prompt, options);
        if (!prompt.images().isEmpty() && !quiet) {
            services.console().err().println(Figures.cost(estimate));
        }
        BlockingQueue<GenerationEvent> events = new LinkedBlockingQueue<>();
        // Ctrl-C may come while the run is being queued: it then cancels as soon as there is something to cancel.
        var started = new CompletableFuture<Generation>();
        try (ProgressLine progress = ProgressLine.on(services.console(), quiet);
                Interrupts.Scope _ = services.interrupts().during(() -> started.thenAccept(Generation::cancel))) {
            Generation generation = model.generate(prompt, options, events::add);
            started.complete(generation);
            while (true) {
                switch (events.take()) {
                    case GenerationEvent.PhaseProgress phase -> show(progress, phase);
                    case GenerationEvent.TokenGenerated token -> {
                        if (!token.token().text().isEmpty()) {
                            progress.clear();
                            if (!text.test(token.token().text())) {
                                generation.cancel();
                            }
                        }
                    }
                    case GenerationEvent.Finished finished -> {
                        return finished.result();
                    }
                    case GenerationEvent.Failed failed -> throw reason(failed.cause(), estimate);
                }
            }
        } catch (InterruptedException e) {
            started.thenAccept(Generation::cancel);
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }

    private static void show(ProgressLine progress, GenerationEvent.PhaseProgress phase) {
        if (phase.phase() == Phase.DECODE) {
            return;
        }
        String amount = phase.total() > 0
                ? " " + Figures.count(phase.done()) + " / " + Figures.count(phase.total())
                : phase.done() > 0 ? " " + Figures.count(phase.done()) : "";
        progress.show(Figures.phase(phase.phase()) + amount);
    }

    /** A prompt longer than the context is the user's matter, anything else that fails in a run the program's. */
    private static RuntimeException reason(GenerationException cause, PromptEstimate estimate) {
        return estimate.totalTokens() >= estimate.contextLength()
                ? new BadInputException(cause.getMessage(), cause)
                : cause;
    }
}
