package io.phiworkbench.inference;

import java.util.List;

/**
 * A token of an answer.
 *
 * @param id vocabulary id; -1 for remote models that do not tell
 * @param text the characters that became certain with this token; empty while a multi-token character or a possible
 *     stop string is pending
 * @param logprob natural log-probability under the model's unmodified distribution, {@code NaN} if not asked for
 * @param alternatives the most likely tokens at this place, best first, the chosen one included if among them; empty
 *     if not asked for
 */
public record GeneratedToken(int id, String text, double logprob, List<Alternative> alternatives) {

    public GeneratedToken {
        alternatives = List.copyOf(alternatives);
    }

    /** A candidate at a token's place, with its text on its own. */
    public record Alternative(int id, String text, double logprob) {}
}
