package io.phiworkbench.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.cuda.CudaFault;
import io.phiworkbench.cuda.CudaFolder;
import io.phiworkbench.cuda.Graphics;
import io.phiworkbench.cuda.GraphicsCard;
import io.phiworkbench.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CudaChoiceTest {
    private static final Graphics CARD =
            new Graphics.Usable(12_080, List.of(new GraphicsCard("NVIDIA L4", 24L << 30, 89)));
    private static final Graphics NEWER_DRIVER = new Graphics.Usable(12_090, ((Graphics.Usable) CARD).cards());

    @TempDir
    Path root;

    private CudaFolder folder;
    private int trials;

    @BeforeEach
    void open() {
        folder = new CudaFolder(root, "linux-x86_64");
    }

    private void install() throws IOException {
        Files.createDirectories(folder.unfinished());
        Files.writeString(folder.unfinished().resolve(System.mapLibraryName("torch")), "no library at all");
        folder.install(folder.unfinished());
    }

    private CudaChoice choose(Graphics graphics, String failure) {
        return CudaChoice.of(folder, () -> graphics, _ -> {
            trials++;
            return failure.isEmpty() ? Optional.empty() : Optional.of(failure);
        });
    }

    @Test
    void aMachineWithoutCardAndLibraryIsAsItAlwaysWas() {
        assertThat(choose(new Graphics.None(), ""))
                .isEqualTo(new CudaChoice(Optional.empty(), Optional.of(Failure.of(CudaFault.NO_DEVICE))));
        assertThat(trials).isZero();
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void aCardWithoutTheLibraryIsSaid() {
        assertThat(reason(choose(CARD, ""))).isEqualTo("an NVIDIA card is there, but CUDA support is not installed");
    }

    @Test
    void aLibraryThatWorksIsTriedOnce() throws IOException {
        install();
        assertThat(choose(CARD, "")).isEqualTo(new CudaChoice(Optional.of(folder.library()), Optional.empty()));
        Files.writeString(folder.library().resolve("bridge.so"), "of DJL");
        assertThat(choose(CARD, "").library()).isPresent();
        assertThat(trials).isEqualTo(1);
    }

    @Test
    void aLibraryThatFailsIsNotTriedAtEveryStart() throws IOException {
        install();
        assertThat(reason(choose(CARD, "libcublas is missing")))
                .isEqualTo("CUDA support does not work here: libcublas is missing");
        assertThat(choose(CARD, "libcublas is missing").library()).isEmpty();
        assertThat(trials).isEqualTo(1);
    }

    @Test
    void anotherDriverIsAnotherTrial() throws IOException {
        install();
        choose(CARD, "the driver is too old");
        assertThat(choose(NEWER_DRIVER, "").library()).isPresent();
        assertThat(trials).isEqualTo(2);
    }

    @Test
    void withoutACardNothingIsTried() throws IOException {
        install();
        assertThat(reason(choose(new Graphics.None(), ""))).contains("no NVIDIA graphics card answers");
        assertThat(reason(choose(new Graphics.Unusable(new Failure.Plain("the driver is gone")), "")))
                .isEqualTo("the driver is gone");
        assertThat(trials).isZero();
    }

    @Test
    void aDamagedLibraryIsNotTried() throws IOException {
        install();
        Files.delete(folder.library().resolve(System.mapLibraryName("torch")));
        assertThat(reason(choose(CARD, ""))).contains("damaged", "phi cuda install");
        assertThat(trials).isZero();
    }

    @Test
    void aTrialThatCannotBeMadeIsMadeTheNextTime() throws IOException {
        install();
        CudaChoice choice = CudaChoice.of(folder, () -> CARD, _ -> {
            throw new IOException("no answer within 5 minutes");
        });
        assertThat(reason(choice)).contains("could not be tried", "5 minutes");
        assertThat(choose(CARD, "").library()).isPresent();
    }

    @Test
    void anEndWithoutAWordIsAFailure() {
        assertThat(CudaTrialProcess.verdict(134, List.of("# A fatal error")))
                .contains("the process that tried it ended with status 134");
        assertThat(CudaTrialProcess.verdict(0, List.of())).isPresent();
        assertThat(CudaTrialProcess.verdict(0, List.of("a warning", CudaTrialProgram.WORKS)))
                .isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void aLibraryThatIsNoneFailsInItsOwnProcess() throws IOException {
        install();
        CudaChoice choice = CudaChoice.of(folder, () -> CARD, CudaTrialProcess::run);
        assertThat(choice.library()).isEmpty();
        assertThat(reason(choice))
                .startsWith("CUDA support does not work here: ")
                .contains("libtorch.so");
    }

    private static String reason(CudaChoice choice) {
        return choice.reason().orElseThrow().english();
    }
}
