package io.phiworkbench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phiworkbench.inference.GenerationOptions;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ComparisonPlanTest {
    @Test
    void modelsThatFitTogetherAreInMemoryTogether() {
        ComparisonPlan plan = ComparisonPlan.asMemoryAllows(List.of(model("a", 40), model("b", 50)), 100);

        assertThat(rounds(plan)).containsExactly(List.of("a", "b"));
        assertThat(plan.rounds().getFirst().bytes()).isEqualTo(90);
    }

    @Test
    void theRestComesInFurtherRoundsInTheOrderGiven() {
        List<ComparedModel> models = List.of(model("a", 40), model("b", 51), model("c", 200), model("d", 10));

        assertThat(rounds(ComparisonPlan.asMemoryAllows(models, 100)))
                .containsExactly(List.of("a"), List.of("b"), List.of("c"), List.of("d"));
    }

    @Test
    void remoteModelsTakeNoMemoryAndUnknownOnesAreAlone() {
        ComparedModel unknown = new ComparedModel("u", OptionalLong.empty(), GenerationOptions.greedy(), () -> null);
        List<ComparedModel> models = List.of(model("a", 90), model("r", 0), unknown, model("b", 1));

        assertThat(rounds(ComparisonPlan.asMemoryAllows(models, 100)))
                .containsExactly(List.of("a", "r"), List.of("u"), List.of("b"));
    }

    @Test
    void inTurnLoadsOneAfterTheOther() {
        assertThat(rounds(ComparisonPlan.inTurn(List.of(model("a", 1), model("b", 1)), 100)))
                .containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void twoModelsOfOneNameAreRefused() {
        assertThatThrownBy(() -> ComparisonPlan.inTurn(List.of(model("a", 1), model("a", 1)), 100))
                .hasMessage("two models are called a");
    }

    private static List<List<String>> rounds(ComparisonPlan plan) {
        return plan.rounds().stream()
                .map(r -> r.models().stream().map(ComparedModel::label).toList())
                .toList();
    }

    private static ComparedModel model(String label, long bytes) {
        return new ComparedModel(label, OptionalLong.of(bytes), GenerationOptions.greedy(), () -> null);
    }
}
