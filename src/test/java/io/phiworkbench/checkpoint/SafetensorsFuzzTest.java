package io.phiworkbench.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files are either still valid or refused with a {@link CheckpointException}, and never cost much memory. */
class SafetensorsFuzzTest {
    private static final int FILES = 500;
    private static final long MOST_ALLOCATED = 8L << 20;

    private static final Path SOUND = Path.of("src/test/resources/oracle/phi3-mini-4k/model.safetensors");

    @TempDir
    Path folder;

    @RepeatedTest(4)
    void survivesFlippedBytesAndTruncation(RepetitionInfo repetition) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] sound = Files.readAllBytes(SOUND);
        int headerEnd = (int) Safetensors.read(SOUND).dataStart();
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            byte[] damaged = damaged(sound, headerEnd, random);
            refused += isRefused(damaged) ? 1 : 0;
        }
        assertThat(refused).as("damaged files that were refused").isGreaterThan(FILES / 2);
    }

    private static byte[] damaged(byte[] sound, int headerEnd, Random random) {
        byte[] bytes = random.nextInt(5) == 0 ? Arrays.copyOf(sound, random.nextInt(sound.length)) : sound.clone();
        int flips = 1 + random.nextInt(4);
        for (int i = 0; i < flips && bytes.length > 0; i++) {
            int reach = random.nextInt(4) == 0 ? 8 : headerEnd;
            bytes[random.nextInt(Math.min(reach, bytes.length))] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    /** Any other throwable than the checkpoint's own fails the test by itself. */
    private boolean isRefused(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("damaged.safetensors"), bytes);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            Safetensors read = Safetensors.read(file);
            assertThat(read.tensors().values())
                    .allSatisfy(t -> assertThat(t.end()).isLessThanOrEqualTo(bytes.length));
            return false;
        } catch (CheckpointException e) {
            assertThat(e.getMessage()).doesNotContain("\n");
            return true;
        } finally {
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_ALLOCATED);
        }
    }
}
