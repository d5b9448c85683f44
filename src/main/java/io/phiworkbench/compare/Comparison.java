package io.phiworkbench.compare;

import io.phiworkbench.analysis.AnalysisException;
import io.phiworkbench.analysis.ModelGoneException;
import io.phiworkbench.analysis.ModelRun;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.GenerationEvent;
import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.ModelLoadException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Asks every model of a plan every question. What one model cannot load or answer is noted, the rest is done; models are
 * closed however it ends.
 */
public final class Comparison {
    private final ComparisonPlan plan;
    private final Consumer<ComparisonEvent> listener;
    private final BiFunction<ComparedModel, Integer, Optional<Outcome>> known;

    /** @param listener called on several threads, one event at a time; must return quickly */
    public Comparison(ComparisonPlan plan, Consumer<ComparisonEvent> listener) {
        this(plan, listener, (_, _) -> Optional.empty());
    }

    /**
     * @param listener called on several threads, one event at a time; must return quickly
     * @param known outcomes of an earlier run, by the question's place, which are taken over; a model that has nothing
     *     else to answer is not loaded
     */
    public Comparison(
            ComparisonPlan plan,
            Consumer<ComparisonEvent> listener,
            BiFunction<ComparedModel, Integer, Optional<Outcome>> known) {
        Object one = new Object();
        this.plan = plan;
        this.known = known;
        this.listener = event -> {
            synchronized (one) {
                listener.accept(event);
            }
        };
    }

    /**
     * Blocks until all is settled, so not for the FX thread. An interrupt ends it: runs are cancelled, models closed.
     *
     * @return the outcomes of each question, in the order of the plan's models
     * @throws CancellationException if the calling thread was interrupted
     */
    public ComparisonResult run(List<Question> questions) {
        Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();
        plan.models().forEach(model -> outcomes.put(model.label(), new ArrayList<>()));
        for (ComparisonPlan.Round round : plan.rounds()) {
            run(round, questions, outcomes);
        }
        return new ComparisonResult(plan, questions, outcomes);
    }

    private void run(ComparisonPlan.Round round, List<Question> questions, Map<String, List<Outcome>> outcomes) {
        Map<ComparedModel, ChatModel> loaded = new LinkedHashMap<>();
        try {
            for (ComparedModel model : round.models()) {
                goOn();
                if (isKnown(model, questions.size())) {
                    outcomes.get(model.label()).addAll(answer(model, Optional.empty(), questions));
                    continue;
                }
                listener.accept(new ComparisonEvent.Loading(model));
                try {
                    loaded.put(model, model.opener().get());
                } catch (ModelLoadException e) {
                    for (int i = 0; i < questions.size(); i++) {
                        Outcome outcome =
                                known.apply(model, i).orElseGet(() -> new Outcome.Failed(Failure.of(e), true));
                        outcomes.get(model.label()).add(settled(model, questions.get(i), outcome));
                    }
                }
            }
            answer(loaded, questions, outcomes);
        } finally {
            close(loaded);
        }
    }

    private void answer(
            Map<ComparedModel, ChatModel> loaded, List<Question> questions, Map<String, List<Outcome>> outcomes) {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            Map<ComparedModel, Future<List<Outcome>>> running = new HashMap<>();
            loaded.forEach((model, chat) ->
                    running.put(model, threads.submit(() -> answer(model, Optional.of(chat), questions))));
            for (ComparedModel model : loaded.keySet()) {
                outcomes.get(model.label()).addAll(await(running.get(model)));
            }
        } finally {
            // Interrupts what still runs when the wait ended early, which cancels it at its model.
            threads.shutdownNow();
            threads.close();
        }
    }

    /** A wait that ended just before the interrupt does not notice it, and loading may take minutes. */
    private static void goOn() {
        if (Thread.currentThread().isInterrupted()) {
            throw stopped();
        }
    }

    private static CancellationException stopped() {
        return new CancellationException("the comparison was stopped");
    }

    private static List<Outcome> await(Future<List<Outcome>> running) {
        try {
            return running.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var cancelled = stopped();
            cancelled.initCause(e);
            throw cancelled;
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "a comparison's run broke: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private boolean isKnown(ComparedModel model, int questions) {
        return IntStream.range(0, questions).allMatch(i -> known.apply(model, i).isPresent());
    }

    /** @param chat absent where all is known */
    private List<Outcome> answer(ComparedModel model, Optional<ChatModel> chat, List<Question> questions) {
        List<Outcome> answers = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            Question question = questions.get(i);
            Outcome outcome = known.apply(model, i).orElseGet(() -> answer(model, chat.orElseThrow(), question));
            answers.add(settled(model, question, outcome));
        }
        return answers;
    }

    private Outcome answer(ComparedModel model, ChatModel chat, Question question) {
        try {
            return new Outcome.Answered(
                    chat.description(), ModelRun.of(chat, question.messages(), model.options(), event -> {
                        if (event instanceof GenerationEvent.TokenGenerated token
                                && !token.token().text().isEmpty()) {
                            listener.accept(new ComparisonEvent.Wrote(
                                    model, question, token.token().text()));
                        }
                    }));
        } catch (GenerationException | AnalysisException | ModelGoneException e) {
            return new Outcome.Failed(Failure.of(e), false);
        }
    }

    private Outcome settled(ComparedModel model, Question question, Outcome outcome) {
        listener.accept(new ComparisonEvent.Settled(model, question, outcome));
        return outcome;
    }

    /** All of them, also where closing one of them fails. */
    private void close(Map<ComparedModel, ChatModel> loaded) {
        RuntimeException broken = null;
        for (Map.Entry<ComparedModel, ChatModel> model : loaded.entrySet()) {
            try {
                model.getValue().close();
                listener.accept(new ComparisonEvent.Unloaded(model.getKey()));
            } catch (RuntimeException e) {
                if (broken == null) {
                    broken = e;
                } else {
                    broken.addSuppressed(e);
                }
            }
        }
        if (broken != null) {
            throw broken;
        }
    }
}
