package io.phiworkbench.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LargePagesTest {
    private static final Path OFFERED = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
    private static final Path MAPS = Path.of("/proc/self/smaps");
    private static final String SOURCE = """
            class Probe(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def wide(self: __torch__.Probe, n: int) -> Tensor:
                return torch.zeros([n, 1048576], dtype=6, layout=None, device=None, pin_memory=False)
            """;

    @Test
    void aTensorOfManyMegabytesAsksForLargePages() throws IOException {
        assumeTrue(Files.isReadable(OFFERED) && Files.isReadable(MAPS));
        assumeTrue(System.getenv("THP_MEM_ALLOC_ENABLE") == null);
        TorchRuntime.prepareThread(1);
        long before = askedFor();
        try (var module = TorchModule.compile(new TorchScriptArchive("Probe", SOURCE));
                var _ = module.run("wide", 16)) {
            assertThat(askedFor() - before).isGreaterThanOrEqualTo(60L << 20);
        }
    }

    /** Bytes of this process for which Linux was asked for large pages: mappings with the flag "hg". */
    private static long askedFor() throws IOException {
        long bytes = 0;
        long mapping = 0;
        for (String line : Files.readAllLines(MAPS)) {
            if (line.startsWith("Size:")) {
                mapping = Long.parseLong(line.replaceAll("\\D", "")) << 10;
            } else if (line.startsWith("VmFlags:") && line.contains(" hg")) {
                bytes += mapping;
            }
        }
        return bytes;
    }
}
