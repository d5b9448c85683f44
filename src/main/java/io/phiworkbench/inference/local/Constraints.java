package io.phiworkbench.inference.local;

import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.RunFault;
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
            throw new GenerationException(RunFault.STOP_STRINGS_IN_FORM);
        }
        OutputConstraint constraint =
                compiler().start(options.format(), written(prompt), beginsText, !options.ignoreEndOfText());
        int limit = Math.min(options.maxTokens(), room);
        if (constraint.fewestTokens() > limit) {
            throw new GenerationException(
                    room < options.maxTokens() ? RunFault.FORM_LONGER_THAN_ROOM : RunFault.FORM_LONGER_THAN_LIMIT,
                    constraint.fewestTokens(),
                    limit);
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
            Tokenizer words = tokenizer.orElseThrow(() -> new GenerationException(RunFault.FORM_WITHOUT_TOKENIZER));
            try {
                compiler = new ConstraintCompiler(words.tokenBytes(), vocabulary, words.dropsLeadingSpace(), endIds);
            } catch (TextException e) {
                throw new GenerationException(e);
            }
        }
        return compiler;
    }
}
