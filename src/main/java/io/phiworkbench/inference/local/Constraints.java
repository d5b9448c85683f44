package io.phiworkbench.inference.local;

import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.local.grammar.ConstraintCompiler;
import io.phiworkbench.inference.local.grammar.OutputConstraint;
import io.phiworkbench.text.TextException;
import io.phiworkbench.text.Tokenizer;
import java.util.Optional;
import java.util.Set;

/** Makes the constraint that holds a run's answer to its form. Used on the inference thread. */
final class Constraints {
    private final Optional<Tokenizer> tokenizer;
    private final int vocabulary;
    private final Set<Integer> endIds;
    private ConstraintCompiler compiler;

    Constraints(Optional<Tokenizer> tokenizer, int vocabulary, Set<Integer> endIds) {
        this.tokenizer = tokenizer;
        this.vocabulary = vocabulary;
        this.endIds = endIds;
    }

    /**
     * @param beginsText whether the answer begins a text of its own
     * @param room tokens that the model's context still holds
     * @return nothing where any text will do
     * @throws GenerationException if the form is not understood, or its shortest output is longer than there is room
     */
    Optional<OutputConstraint> of(Prompt prompt, GenerationOptions options, boolean beginsText, int room) {
        if (!options.format().constrains()) {
            return Optional.empty();
        }
        if (!options.stop().isEmpty()) {
            throw new GenerationException("stop strings could cut an answer that has to keep a form; leave them out");
        }
        OutputConstraint constraint =
                compiler().start(options.format(), written(prompt), beginsText, !options.ignoreEndOfText());
        int limit = Math.min(options.maxTokens(), room);
        if (constraint.fewestTokens() > limit) {
            throw new GenerationException("the shortest answer of this form takes %,d tokens, but %s %,d: %s"
                    .formatted(
                            constraint.fewestTokens(),
                            room < options.maxTokens() ? "the context has room for" : "max tokens is",
                            limit,
                            room < options.maxTokens() ? "shorten the prompt" : "raise it"));
        }
        return Optional.of(constraint);
    }

    /** What an answer that is gone on with says already: it is part of what has to keep the form. */
    private static String written(Prompt prompt) {
        boolean continues = prompt instanceof Prompt.Chat chat
                && chat.continueLast()
                && chat.messages().getLast().role() == ChatMessage.Role.ASSISTANT;
        return continues ? ((Prompt.Chat) prompt).messages().getLast().text() : "";
    }

    private ConstraintCompiler compiler() {
        if (compiler == null) {
            Tokenizer words = tokenizer.orElseThrow(() -> new GenerationException(
                    "answers can be held to a form only where the model folder has a tokenizer.json"));
            try {
                compiler = new ConstraintCompiler(words.tokenBytes(), vocabulary, words.dropsLeadingSpace(), endIds);
            } catch (TextException e) {
                throw new GenerationException(e.getMessage(), e);
            }
        }
        return compiler;
    }
}
