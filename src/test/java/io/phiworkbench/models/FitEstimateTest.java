package io.phiworkbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.checkpoint.Checkpoint;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.models.FitEstimate.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitEstimateTest {
    private static final long GB = 1_000_000_000L;

    @TempDir
    static Path folder;

    private static Checkpoint mini;

    @BeforeAll
    static void makeCheckpoint() throws IOException {
        mini = Checkpoint.open(ModelFolders.phi35Mini(folder.resolve("Phi-3.5-mini-instruct")));
    }

    private static FitEstimate estimate(Precision precision, int context, long available) {
        return FitEstimate.of(
                mini,
                LoadOptions.auto().withPrecision(precision).withContextLength(context),
                new MachineMemory(available, 32 * GB));
    }

    @Test
    void theCacheOfPhi35MiniTakes384KibibytesATokenIn16Bit() {
        assertThat(MemoryShape.of(mini).cacheBytesPerToken(Precision.BF16)).isEqualTo(384 * 1024);
        assertThat(estimate(Precision.BF16, 131_072, 16 * GB).keyValueCache()).isEqualTo(131_072L * 384 * 1024);
    }

    @Test
    void theCacheIsIn32BitWhereTheWeightsAre() {
        assertThat(MemoryShape.of(mini).cacheBytesPerToken(Precision.FP32)).isEqualTo(768 * 1024);
    }

    @Test
    void weightsOfPhi35MiniTakeTwoBytesEachIn16BitButFourInNormsAndAboutOneInInt8() {
        long norms = 65 * 3072;
        long parameters = mini.weights().parameters();
        assertThat(parameters).isEqualTo(3_821_079_552L);
        assertThat(estimate(Precision.BF16, 4096, 16 * GB).weights()).isEqualTo(parameters * 2 + norms * 2);
        assertThat(estimate(Precision.INT8, 4096, 16 * GB).weights())
                .isBetween(parameters, parameters + parameters / 25);
    }

    @Test
    void automaticPrecisionOfABigModelOnCpuIsInt8() {
        assertThat(estimate(Precision.AUTO, 4096, 16 * GB).precision()).isEqualTo(Precision.INT8);
    }

    @Test
    void theVerdictFollowsFromTheSumAndWhatIsFree() {
        assertThat(estimate(Precision.INT8, 4096, 16 * GB).verdict()).isEqualTo(Verdict.FITS);
        assertThat(estimate(Precision.INT8, 4096, 5 * GB).verdict()).isEqualTo(Verdict.SLOW);
        assertThat(estimate(Precision.INT8, 131_072, 16 * GB).verdict()).isEqualTo(Verdict.DOES_NOT_FIT);
    }

    @Test
    void theSumIsThatOfItsParts() {
        FitEstimate estimate = estimate(Precision.BF16, 4096, 16 * GB);
        assertThat(estimate.total())
                .isEqualTo(estimate.weights() + estimate.keyValueCache() + estimate.vision() + estimate.overhead());
    }

    @Test
    void theContextIsNeverLongerThanTheModels() {
        assertThat(estimate(Precision.INT8, 1_000_000, 16 * GB).contextLength()).isEqualTo(131_072);
    }

    @Test
    void whereTheContextIsLeftOpenTheCacheIsCountedForAnOrdinaryChat() {
        FitEstimate open = FitEstimate.of(mini, LoadOptions.auto(), new MachineMemory(16 * GB, 32 * GB));
        assertThat(open.contextLength()).isEqualTo(4096);
        assertThat(open.verdict()).isEqualTo(Verdict.FITS);
    }

    @Test
    void theBestFitIsTheLongestContextThatFits() {
        MachineMemory memory = new MachineMemory(8 * GB, 32 * GB);
        FitEstimate best = FitEstimate.bestFit(mini, LoadOptions.auto(), memory).orElseThrow();
        assertThat(best.precision()).isEqualTo(Precision.INT8);
        assertThat(best.verdict()).isEqualTo(Verdict.FITS);
        assertThat(estimate(Precision.INT8, best.contextLength() * 2, 8 * GB).verdict())
                .isNotEqualTo(Verdict.FITS);
    }

    @Test
    void nothingFitsWhereNothingIsFree() {
        assertThat(FitEstimate.bestFit(mini, LoadOptions.auto(), new MachineMemory(GB, GB)))
                .isEmpty();
    }

    @Test
    void expertsCanStayOnTheDiskWhereTheyDoNotFit() throws IOException {
        Checkpoint moe = Checkpoint.open(ModelFolders.phi35Moe(folder.resolve("Phi-3.5-MoE-instruct")));
        FitEstimate small = FitEstimate.of(moe, LoadOptions.auto(), new MachineMemory(20 * GB, 24 * GB));
        assertThat(small.precision()).isEqualTo(Precision.BF16);
        assertThat(small.onDemand()).isEqualTo(32L * 16 * 3 * 4096 * 6400 * 2);
        assertThat(small.verdict()).isEqualTo(Verdict.SLOW);
        FitEstimate large = FitEstimate.of(moe, LoadOptions.auto(), new MachineMemory(60 * GB, 64 * GB));
        assertThat(large.precision()).isEqualTo(Precision.INT8);
        assertThat(large.verdict()).isEqualTo(Verdict.FITS);
        FitEstimate tiny = FitEstimate.of(moe, LoadOptions.auto(), new MachineMemory(2 * GB, 3 * GB));
        assertThat(tiny.verdict()).isEqualTo(Verdict.DOES_NOT_FIT);
    }

    @Test
    void aModelThatSeesCountsItsEncoder() {
        Checkpoint vision = Checkpoint.open(Path.of("src/test/resources/oracle/phi35-vision"));
        FitEstimate estimate = FitEstimate.of(vision, LoadOptions.auto(), new MachineMemory(16 * GB, 32 * GB));
        assertThat(estimate.vision()).isPositive();
        assertThat(estimate(Precision.INT8, 4096, 16 * GB).vision()).isZero();
    }

    @Test
    void freeMemoryIsWhatTheSystemCallsAvailable() throws IOException {
        Path proc = Files.writeString(
                folder.resolve("meminfo"), "MemTotal: 1000 kB\nMemFree: 1 kB\nMemAvailable: 600 kB\n");
        assertThat(MachineMemory.now(proc, folder.resolve("no-cgroup"), new MachineMemory(1, 2)))
                .isEqualTo(new MachineMemory(600 * 1024, 1000 * 1024));
    }

    @Test
    void insideAContainerItsLimitCounts() throws IOException {
        Path proc = Files.writeString(folder.resolve("meminfo2"), "MemTotal: 1000 kB\nMemAvailable: 600 kB\n");
        Path cgroup = Files.createDirectories(folder.resolve("cgroup"));
        Files.writeString(cgroup.resolve("memory.max"), "409600\n");
        Files.writeString(cgroup.resolve("memory.current"), "204800\n");
        Files.writeString(cgroup.resolve("memory.stat"), "anon 1\ninactive_file 100000\nactive_file 2400\n");
        assertThat(MachineMemory.now(proc, cgroup, new MachineMemory(1, 2)))
                .isEqualTo(new MachineMemory(409_600 - 204_800 + 102_400, 409_600));
    }

    @Test
    void elsewhereTheJvmIsAsked() {
        MachineMemory jvm = new MachineMemory(1, 2);
        assertThat(MachineMemory.now(folder.resolve("none"), folder.resolve("none"), jvm))
                .isEqualTo(jvm);
    }
}
