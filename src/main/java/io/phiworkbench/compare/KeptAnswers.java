package io.phiworkbench.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.analysis.AnalysisException;
import io.phiworkbench.analysis.AnalysisFault;
import io.phiworkbench.failure.FileFault;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The answers of a run of a prompt set, in a file of JSON lines that grows while it runs: each answer is on the disk
 * before the next question is asked, so a program that is closed or dies in the middle of a run loses the answer it was
 * at and no other. Questions that failed are not kept; they are asked again. Any thread.
 */
public final class KeptAnswers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final SetRun run;
    private final Map<Place, Outcome.Answered> answers = new HashMap<>();

    /** Whose answer to which question. */
    private record Place(String model, int question) {}

    private KeptAnswers(Path file, SetRun run) {
        this.file = file;
        this.run = run;
    }

    /**
     * Begins a run anew; what the file held before is gone.
     *
     * @throws AnalysisException if it cannot be written
     */
    public static KeptAnswers begin(Path file, SetRun run) {
        KeptAnswers begun = new KeptAnswers(file, run);
        begun.rewrite();
        return begun;
    }

    /**
     * What an unfinished run left; empty if there is no such file, or nothing in it that can be read.
     *
     * @throws AnalysisException if there is one and the system does not let it be read
     */
    public static Optional<KeptAnswers> read(Path file) {
        List<String> lines;
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new AnalysisException(e, AnalysisFault.UNREADABLE, file, FileFault.of(e));
        }
        try {
            KeptAnswers kept = new KeptAnswers(file, SetRun.of(JSON.readTree(lines.isEmpty() ? "" : lines.getFirst())));
            lines.stream().skip(1).forEach(kept::take);
            return Optional.of(kept);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            // Its very first line was cut off: no answer had come in.
            return Optional.empty();
        }
    }

    /** A line that was cut off when the program died is an answer that is asked for again. */
    private void take(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            Place place =
                    new Place(json.path("model").asText(), json.path("question").asInt(-1));
            answers.put(place, OutcomeJson.read(json.path("answer")));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return;
        }
    }

    /**
     * The same run once more, with the answers that hold for it too: none if the questions are others, and none of
     * models whose settings are others.
     *
     * @throws AnalysisException if it cannot be written
     */
    public KeptAnswers goOn(SetRun now) {
        KeptAnswers next = new KeptAnswers(file, now.withId(run.asksTheSame(now) ? run.id() : now.id()));
        if (run.asksTheSame(now)) {
            answers.forEach((place, answer) -> {
                if (run.hasAlike(place.model(), now)) {
                    next.answers.put(place, answer);
                }
            });
        }
        next.rewrite();
        return next;
    }

    public SetRun run() {
        return run;
    }

    /** How many answers there are. */
    public synchronized int count() {
        return answers.size();
    }

    /** A model's answer to a question, by its place. */
    public synchronized Optional<Outcome> outcome(ComparedModel model, int question) {
        return Optional.ofNullable(answers.get(new Place(model.label(), question)));
    }

    /** @throws AnalysisException if it cannot be written */
    public synchronized void add(ComparedModel model, int question, Outcome.Answered answer) {
        Place place = new Place(model.label(), question);
        if (answers.put(place, answer) == null) {
            // Not through a channel, which the interrupt that stops a run would close.
            try (FileOutputStream end = new FileOutputStream(file.toFile(), true)) {
                end.write((line(place, answer) + "\n").getBytes(StandardCharsets.UTF_8));
                end.getFD().sync();
            } catch (IOException e) {
                throw unwritable(e);
            }
        }
    }

    /**
     * Asks what is not answered yet, and keeps each answer. Blocks, and ends, as {@link Comparison#run} does.
     *
     * @param unkept hears once that answers cannot be kept; the run goes on
     */
    public ComparisonResult run(
            ComparisonPlan plan,
            List<Question> questions,
            Consumer<ComparisonEvent> listener,
            Consumer<AnalysisException> unkept) {
        AtomicBoolean said = new AtomicBoolean();
        Consumer<ComparisonEvent> keeping = event -> {
            if (event instanceof ComparisonEvent.Settled(var model, var question, Outcome.Answered answer)) {
                try {
                    add(model, questions.indexOf(question), answer);
                } catch (AnalysisException e) {
                    if (!said.getAndSet(true)) {
                        unkept.accept(e);
                    }
                }
            }
            listener.accept(event);
        };
        return new Comparison(plan, keeping, this::outcome).run(questions);
    }

    /**
     * The run is done, or is not to go on.
     *
     * @throws AnalysisException if it cannot be deleted
     */
    public synchronized void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private synchronized void rewrite() {
        StringBuilder lines = new StringBuilder(run.json() + "\n");
        answers.forEach((place, answer) -> lines.append(line(place, answer)).append('\n'));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path part = file.resolveSibling(file.getFileName() + ".part");
            Files.writeString(part, lines);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static String line(Place place, Outcome.Answered answer) {
        ObjectNode line = JSON.createObjectNode().put("model", place.model()).put("question", place.question());
        line.set("answer", OutcomeJson.write(answer));
        return line.toString();
    }

    private AnalysisException unwritable(IOException e) {
        return new AnalysisException(e, AnalysisFault.ANSWERS_NOT_KEPT, file, FileFault.of(e));
    }
}
