package io.phiworkbench.ui.compare;

import io.phiworkbench.compare.PromptSet;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.ui.i18n.Messages;
import java.nio.file.Path;

/** A prompt set in use. */
public record OpenSet(Path file, PromptSet prompts) {

    /** One line of what cannot be used: the first fault, and how many more stand in the report; empty without any. */
    String problem() {
        String named = prompts.questions().isEmpty()
                ? Messages.text("compare.set.empty", file)
                : file.getFileName().toString();
        int more = prompts.problems().size() - 1;
        if (more < 0) {
            return prompts.questions().isEmpty() ? named : "";
        }
        String first =
                named + ", " + Failures.text(prompts.problems().getFirst().failure());
        return more == 0 ? first : first + " " + Messages.text("compare.set.more", more);
    }
}
