package io.phiworkbench.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.RunFault;
import org.junit.jupiter.api.Test;

class FailureJsonTest {
    @Test
    void whatIsWrittenComesBack() {
        Failure inner = Failure.about("a.png", RunFault.READS_TEXT_ONLY, "Phi");
        Failure failure = Failure.of(RunFault.UNEXPECTED, inner, 7, 1L << 40, 0.5, "words");
        assertThat(FailureJson.read(CheckedJson.parse(FailureJson.write(failure).toString())))
                .isEqualTo(failure);
    }

    @Test
    void aPlainFailureIsItsTextAlone() {
        Failure failure = new Failure.Plain("blue smoke");
        assertThat(FailureJson.write(failure)).hasToString("{\"text\":\"blue smoke\"}");
        assertThat(FailureJson.read(FailureJson.write(failure))).isEqualTo(failure);
    }

    @Test
    void whatIsMissingOrOfAnotherKindIsNamed() {
        refuses("{}", "\"text\"");
        refuses("{\"text\":\"t\",\"key\":\"k\",\"about\":\"\"}", "\"values\"");
        refuses("{\"text\":\"t\",\"key\":\"k\",\"values\":[]}", "\"about\"");
        refuses("{\"text\":\"t\",\"key\":\"k\",\"about\":\"\",\"values\":[true]}", "\"values\" has an entry");
    }

    private static void refuses(String json, String said) {
        assertThatThrownBy(() -> FailureJson.read(CheckedJson.parse(json)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said);
    }
}
