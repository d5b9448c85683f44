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

    /**
     * As {@link #read}, for a question that says something or shows a picture.
     *
     * @param withPictures whether pictures come with it, which may be all there is to say
     * @throws BadInputException also if there is nothing to ask
     */
    Optional<String> question(Console console, boolean withPictures) {
        Optional<String> text = read(console);
        if (!withPictures && text.filter(String::isBlank).isPresent()) {
            throw new BadInputException(
                    (words.isEmpty() || words.contains("-") ? "standard input holds no text" : "TEXT is empty")
                            + "; there is nothing to ask");
        }
        return text;
    }
}
