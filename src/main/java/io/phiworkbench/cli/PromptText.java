package io.phiworkbench.cli;

import java.util.List;
import java.util.Optional;

/**
 * The text of a prompt.
 *
 * @param words of the command line; {@code -} stands for what standard input holds
 */
record PromptText(List<String> words) {
    static final String HELP =
            "What to say; - stands for standard input, which is read too if it is piped and TEXT left out.";

    /**
     * The words as one text; without words what is piped in, and empty if nothing is.
     *
     * @throws BadInputException if standard input cannot be read
     */
    Optional<String> read(Console console) {
        if (words.isEmpty()) {
            return console.inIsTerminal() ? Optional.empty() : Optional.of(console.readAll());
        }
        return Optional.of(String.join(
                " ",
                words.stream()
                        .map(word -> word.equals("-") ? console.readAll() : word)
                        .toList()));
    }
}
