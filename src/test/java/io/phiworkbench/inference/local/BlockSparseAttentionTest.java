package io.phiworkbench.inference.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.checkpoint.Phi3SmallConfig;
import io.phiworkbench.torch.TorchModule;
import io.phiworkbench.torch.TorchRuntime;
import io.phiworkbench.torch.TorchValue;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockSparseAttentionTest {
    @BeforeAll
    static void prepare() {
        TorchRuntime.prepareThread(1);
    }

    private static Phi3SmallConfig config(String name) {
        return (Phi3SmallConfig) GoldenCase.of(name).checkpoint().config();
    }

    private static TorchModule graph(Phi3SmallConfig config) {
        return TorchModule.compile(new Phi3SmallFamily(config).archive(MatrixFormat.FLOAT32));
    }

    @ParameterizedTest
    @ValueSource(strings = {"phi3-small-8k", "phi3-small-128k"})
    void eachHeadSeesTheReferencesBlocks(String name) {
        Phi3SmallConfig config = config(name);
        List<Integer> expected = GoldenCase.of(name).integers("block_mask");
        int blocks = (int) Math.sqrt(expected.size() / config.heads());
        int size = config.blockSparse().blockSize();
        try (TorchModule graph = graph(config)) {
            for (int head = 0; head < config.heads(); head++) {
                int pattern =
                        head % Math.min(config.heads(), config.blockSparse().verticalStride());
                for (int query = 0; query < blocks; query++) {
                    long[] seen = positions(graph, (query + 1) * size - 1, 1, pattern);
                    for (int key = 0; key < blocks; key++) {
                        boolean visible = Arrays.binarySearch(seen, key * size) >= 0;
                        assertThat(visible ? 1 : 0)
                                .as("head %d, query block %d, key block %d", head, query, key)
                                .isEqualTo(expected.get((head * blocks + query) * blocks + key));
                    }
                }
            }
        }
    }

    private static long[] positions(TorchModule graph, int start, int t, int pattern) {
        try (TorchValue at = graph.run("keys_in_sight", start, t, pattern)) {
            return at.toLongs();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 200, 1", "37, 70, 2", "95, 3, 0", "160, 1, 3"})
    void aChunkSeesWhatItsTokensSeeOneByOne(int start, int t, int pattern) {
        Phi3SmallConfig config = config("phi3-small-128k");
        try (TorchModule graph = graph(config);
                TorchValue at = graph.run("keys_in_sight", start, t, pattern);
                TorchValue like = TorchValue.tensor(new float[1], 1);
                TorchValue mask = graph.run("sparse_mask", start, t, pattern, at, like)) {
            long[] all = at.toLongs();
            float[] hidden = mask.toFloats();
            for (int i = 0; i < t; i++) {
                int row = i * all.length;
                long[] seen = java.util.stream.IntStream.range(0, all.length)
                        .filter(j -> hidden[row + j] == 0)
                        .mapToLong(j -> all[j])
                        .toArray();
                assertThat(seen).as("query %d", start + i).isEqualTo(positions(graph, start + i, 1, pattern));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"phi3-small-8k", "phi3-small-128k"})
    void allLayersDenseWouldGiveOtherLogits(String name) {
        GoldenCase golden = GoldenCase.of(name);
        for (int i = 1; i < golden.prompts(); i++) {
            assertThat(GoldenCase.error(golden.floats("alt_dense.logits_last." + i), golden.floats("logits_last." + i)))
                    .isGreaterThan(100 * golden.tolerance());
        }
    }
}
