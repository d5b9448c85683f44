package io.phiworkbench.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.geometry.NodeOrientation;
import org.junit.jupiter.api.Test;

class TextDirectionTest {

    @Test
    void theFirstLetterThatHasADirectionDecides() {
        assertThat(TextDirection.of("1. \u0645\u0631\u062d\u0628\u0627 PNG")).isEqualTo(NodeOrientation.RIGHT_TO_LEFT);
        assertThat(TextDirection.of("\u05e9\u05dc\u05d5\u05dd")).isEqualTo(NodeOrientation.RIGHT_TO_LEFT);
        assertThat(TextDirection.of("PNG \u0645\u0631\u062d\u0628\u0627")).isEqualTo(NodeOrientation.LEFT_TO_RIGHT);
        assertThat(TextDirection.of("12 + 3")).isEqualTo(NodeOrientation.LEFT_TO_RIGHT);
        assertThat(TextDirection.of("")).isEqualTo(NodeOrientation.LEFT_TO_RIGHT);
    }
}
