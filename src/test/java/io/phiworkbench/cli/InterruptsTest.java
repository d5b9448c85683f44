package io.phiworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptsTest {
    private final List<String> heard = new ArrayList<>();
    private final Interrupts interrupts = new Interrupts(() -> heard.add("end"));

    @Test
    void theFirstInterruptCancelsTheSecondEnds() {
        try (Interrupts.Scope _ = interrupts.during(() -> heard.add("cancel"))) {
            interrupts.interrupt();
            interrupts.interrupt();
        }
        assertThat(heard).containsExactly("cancel", "end");
    }

    @Test
    void afterTheWorkAnInterruptEnds() {
        interrupts.during(() -> heard.add("cancel")).close();
        interrupts.interrupt();
        assertThat(heard).containsExactly("end");
    }

    @Test
    void afterAWorkWithinAnotherAnInterruptCancelsTheOther() {
        try (Interrupts.Scope _ = interrupts.during(() -> heard.add("outer"))) {
            interrupts.during(() -> heard.add("inner")).close();
            interrupts.interrupt();
        }
        interrupts.interrupt();
        assertThat(heard).containsExactly("outer", "end");
    }
}
