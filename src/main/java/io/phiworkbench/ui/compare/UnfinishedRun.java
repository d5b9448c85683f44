package io.phiworkbench.ui.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.chat.RunJson;
import io.phiworkbench.compare.KeptAnswers;
import io.phiworkbench.compare.SetRun;
import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.i18n.Failures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * The run of a prompt set that was stopped, or that the end of the program cut off: its answers are in a file and it can go
 * on. Used on the FX thread unless said otherwise.
 */
final class UnfinishedRun {
    private final FxThread threads;
    private final Path file;
    private final Consumer<String> problem;
    private final ReadOnlyObjectWrapper<KeptAnswers> left = new ReadOnlyObjectWrapper<>();

    UnfinishedRun(FxThread threads, Path file, Consumer<String> problem) {
        this.threads = threads;
        this.file = file;
        this.problem = problem;
    }

    /** What is left of it, null where nothing is. */
    ReadOnlyObjectProperty<KeptAnswers> leftProperty() {
        return left.getReadOnlyProperty();
    }

    /** Looks whether there is one. */
    void look() {
        threads.call(
                () -> KeptAnswers.read(file),
                found -> left.set(found.orElse(null)),
                e -> problem.accept(Failures.text(e)));
    }

    /** Forgets it, with its answers. */
    void discard() {
        KeptAnswers discarded = left.get();
        left.set(null);
        if (discarded != null) {
            threads.call(
                    () -> {
                        discarded.delete();
                        return file;
                    },
                    _ -> {},
                    e -> problem.accept(Failures.text(e)));
        }
    }

    /** Keeps the answers of a run from now on; blocks, not for the FX thread. */
    KeptAnswers keep(SetRun run, boolean goOn) {
        return goOn
                ? KeptAnswers.read(file).map(before -> before.goOn(run)).orElseGet(() -> KeptAnswers.begin(file, run))
                : KeptAnswers.begin(file, run);
    }

    /** What the panes have, to have it again. */
    static JsonNode notes(List<Contestant> contestants) {
        ArrayNode panes = JsonNodeFactory.instance.arrayNode();
        for (Contestant contestant : contestants) {
            ObjectNode pane = panes.addObject()
                    .put("model", contestant.choice().key())
                    .put("precision", contestant.precision().name());
            pane.set("options", RunJson.write(contestant.options()));
        }
        return panes;
    }

    /**
     * What the panes had.
     *
     * @param find a model by its key
     * @throws MissingModelException for one that is not there any more
     * @throws IllegalArgumentException for notes that are none
     */
    static List<Contestant> contestants(JsonNode notes, Function<String, Optional<ModelChoice>> find)
            throws MissingModelException {
        List<Contestant> contestants = new ArrayList<>();
        for (JsonNode pane : notes) {
            String key = pane.path("model").asText();
            Optional<ModelChoice> choice = find.apply(key);
            if (choice.isEmpty()) {
                throw new MissingModelException(key);
            }
            contestants.add(new Contestant(
                    choice.get(),
                    Precision.valueOf(pane.path("precision").asText()),
                    RunJson.options(pane.path("options"))));
        }
        return contestants;
    }

    /** A model that a run had and this machine has not. */
    static final class MissingModelException extends Exception {
        private static final long serialVersionUID = 1L;

        private MissingModelException(String key) {
            super(key);
        }
    }
}
