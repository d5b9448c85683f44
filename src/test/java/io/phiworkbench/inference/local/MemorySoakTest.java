package io.phiworkbench.inference.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.torch.ProcessMemory;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many runs in a row; {@code -Dsoak.generations=1000} runs the long form. */
class MemorySoakTest {
    private static final int GENERATIONS = Integer.getInteger("soak.generations", 250);
    private static final int WARM_UP = 100;
    /** A tenth of what one forgotten tensor of logits a token would add in the short form. */
    private static final long ALLOWED = 24L << 20;

    @TempDir
    Path folder;

    @Test
    void residentMemoryStaysFlatOverManyGenerations() {
        Path checkpoint = RandomCheckpoint.write(folder.resolve("wide"), 32, 2, 16_384, 512);
        var random = new Random(1);
        try (LocalChatModel model = new LocalModelLoader()
                .loadLocal(
                        checkpoint,
                        LoadOptions.auto().withPrecision(Precision.FP32).withThreads(1),
                        progress -> {},
                        () -> false)) {
            generate(model, random, WARM_UP);
            long before = nativeMemory();
            generate(model, random, GENERATIONS);
            assertThat(nativeMemory() - before).isLessThan(ALLOWED);
        }
    }

    /** Prompts that share nothing, so that sessions are taken over, grown and cut again and again. */
    private static void generate(LocalChatModel model, Random random, int times) {
        GenerationOptions options = GenerationOptions.sampled()
                .withMaxTokens(16)
                .withAlternatives(2)
                .withIgnoreEndOfText(true);
        for (int i = 0; i < times; i++) {
            List<Integer> prompt = new ArrayList<>();
            for (int k = 0; k < 8 + random.nextInt(24); k++) {
                prompt.add(random.nextInt(16_000));
            }
            model.generate(new Prompt.TokenIds(prompt), options.withSeed(i), event -> {})
                    .result()
                    .join();
        }
    }

    /** Resident memory without the Java heap, which grows and shrinks as it likes. */
    private static long nativeMemory() {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
        return ProcessMemory.now().resident() - heap;
    }
}
