package io.phiworkbench.analysis;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer that is one fenced block of Markdown. */
final class CodeFence {
    private static final Pattern FENCE = Pattern.compile("\\s*```[\\w-]*\\R(.*?)(?:\\R```\\s*)?", Pattern.DOTALL);

    private CodeFence() {}

    /** Start and end of what is inside, if the whole answer is one block. */
    static Optional<int[]> inside(String answer) {
        Matcher matcher = FENCE.matcher(answer);
        boolean one = answer.strip().startsWith("```")
                && matcher.matches()
                && !matcher.group(1).contains("```");
        return one ? Optional.of(new int[] {matcher.start(1), matcher.end(1)}) : Optional.empty();
    }

    static String without(String answer) {
        return inside(answer).map(at -> answer.substring(at[0], at[1])).orElse(answer);
    }
}
