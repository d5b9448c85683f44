package io.phiworkbench.inference.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.checkpoint.PhiMoeConfig;
import io.phiworkbench.torch.TorchModule;
import io.phiworkbench.torch.TorchRuntime;
import io.phiworkbench.torch.TorchValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class SparseMixerTest {
    private static final GoldenCase GOLDEN = GoldenCase.of("phi35-moe");

    @Test
    void choosesTheReferencesExpertsWithItsWeights() {
        TorchRuntime.prepareThread(1);
        var config = (PhiMoeConfig) GOLDEN.checkpoint().config();
        try (TorchModule graph = TorchModule.compile(new PhiMoeFamily(config).archive(MatrixFormat.FLOAT32))) {
            for (int layer = 0; layer < config.layers(); layer++) {
                route(graph, config, "2." + layer);
            }
        }
    }

    private static void route(TorchModule graph, PhiMoeConfig config, String at) {
        float[] scores = GOLDEN.floats("router_logits." + at);
        try (TorchValue input = TorchValue.tensor(scores, scores.length / config.experts(), config.experts());
                TorchValue result = graph.run("route", input)) {
            List<TorchValue> routed = result.elements();
            try (TorchValue experts = routed.get(0);
                    TorchValue weights = routed.get(1)) {
                assertThat(java.util.Arrays.stream(experts.toLongs()).mapToInt(Math::toIntExact))
                        .as(at)
                        .containsExactlyElementsOf(GOLDEN.integers("selected_experts." + at));
                assertThat(GoldenCase.error(weights.toFloats(), GOLDEN.floats("routing_weights." + at)))
                        .as(at)
                        .isLessThan(1e-6);
            }
        }
    }
}
