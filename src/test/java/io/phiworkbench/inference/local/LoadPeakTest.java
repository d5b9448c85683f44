package io.phiworkbench.inference.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.phiworkbench.checkpoint.Architecture;
import io.phiworkbench.checkpoint.Phi3Config;
import io.phiworkbench.checkpoint.RopeScaling;
import io.phiworkbench.checkpoint.SpecialTokenIds;
import io.phiworkbench.torch.PeakMemory;
import io.phiworkbench.torch.ProcessMemory;
import io.phiworkbench.torch.TorchDevice;
import io.phiworkbench.torch.TorchRuntime;
import io.phiworkbench.torch.TorchValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Loading int8 in a process of its own: 157 MB in 48 layers, twice that in 16 bits. */
@EnabledOnOs(OS.LINUX)
class LoadPeakTest {
    private static final DecoderFamily FAMILY = new Phi3Family(new Phi3Config(
            Architecture.PHI3,
            512,
            1408,
            48,
            8,
            8,
            64,
            64,
            512,
            1e-5,
            10_000,
            512,
            512,
            OptionalInt.empty(),
            new RopeScaling.None(),
            false,
            new SpecialTokenIds(OptionalInt.of(1), List.of(2), OptionalInt.empty()),
            Optional.empty()));

    @Test
    void loadingLayerByLayerPeaksNearTheFinalSize() throws Exception {
        Measured measured = inOwnProcess("one by one");
        assertThat(measured.peak()).isBetween(measured.weights(), measured.weights() * 3 / 2);
    }

    /** The bound above would be missed by all layers in 16 bits at once. */
    @Test
    void holdingAllLayersPeaksFarAbove() throws Exception {
        Measured measured = inOwnProcess("held");
        assertThat(measured.peak()).isGreaterThan(measured.weights() * 5 / 2);
    }

    /** Bytes: at the peak beyond those before loading, and of the loaded weights. */
    private record Measured(long peak, long weights) {}

    private static Measured inOwnProcess(String mode) throws Exception {
        Path errors = Files.createTempFile("load-peak", ".txt");
        ProcessBuilder loading = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xms128m",
                "-Xmx128m",
                "-XX:+AlwaysPreTouch",
                "-cp",
                System.getProperty("java.class.path"),
                Loading.class.getName(),
                mode);
        // What is given back leaves at once. By default glibc keeps blocks below 32 MB, which all are in a model this
        // small.
        loading.environment().put("MALLOC_MMAP_THRESHOLD_", "200000");
        Process process = loading.redirectError(errors.toFile()).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        Files.delete(errors);
        assumeThat(printed).as("the system tells no peak").isNotEqualTo("unknown");
        long[] numbers =
                Arrays.stream(printed.split(" ")).mapToLong(Long::parseLong).toArray();
        return new Measured(numbers[0], numbers[1]);
    }

    /** The other process. */
    static final class Loading {
        private Loading() {}

        public static void main(String[] arguments) {
            TorchRuntime.prepareThread(1);
            List<TorchValue> held = new ArrayList<>();
            try (var reader = new WeightReader(TorchDevice.CPU);
                    var random = new RandomWeights(reader)) {
                warmUp(random);
                DecoderWeights.Source source = arguments[0].equals("held") ? holding(random, held) : random;
                long before = ProcessMemory.now().resident();
                List<DecoderWeights> loaded = new ArrayList<>();
                OptionalLong peak = PeakMemory.during(
                        () -> loaded.add(DecoderWeights.load(FAMILY, MatrixFormat.INT8, source, _ -> {})));
                long weights = loaded.getFirst().bytes();
                System.out.println(peak.isEmpty() ? "unknown" : peak.getAsLong() - before + " " + weights);
                loaded.forEach(DecoderWeights::close);
                held.forEach(TorchValue::close);
            }
        }

        /** The values that layers share, made before anything is measured. */
        private static void warmUp(RandomWeights random) {
            FAMILY.shapes().forEach((name, shape) -> {
                for (TorchType type : Set.of(TorchType.FLOAT32, TorchType.BFLOAT16)) {
                    random.tensor(name, shape, type).close();
                }
            });
        }

        private static DecoderWeights.Source holding(DecoderWeights.Source source, List<TorchValue> held) {
            return (name, shape, wanted) -> {
                held.add(source.tensor(name, shape, wanted));
                return source.tensor(name, shape, wanted);
            };
        }
    }
}
