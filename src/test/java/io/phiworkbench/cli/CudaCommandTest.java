package io.phiworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phiworkbench.cuda.CudaTrial;
import io.phiworkbench.cuda.Graphics;
import io.phiworkbench.cuda.GraphicsCard;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.models.cuda.CudaMachine;
import io.phiworkbench.models.cuda.CudaServer;
import io.phiworkbench.models.cuda.CudaSupport;
import io.phiworkbench.models.hub.TestHub;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CudaCommandTest {
    private static final Graphics CARD =
            new Graphics.Usable(12_080, List.of(new GraphicsCard("NVIDIA L4", 24_000_000_000L, 89)));

    @TempDir
    Path folder;

    private CudaServer server;

    @BeforeEach
    void open() {
        server = new CudaServer(folder.resolve("cuda"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private CommandRun run(Graphics graphics) {
        return run(graphics, Optional.of(server.support()), "");
    }

    private static CommandRun run(Graphics graphics, Optional<CudaSupport> support, String without) {
        return new CommandRun().cuda(new CudaPlace(new CudaMachine(() -> graphics, () -> support), () -> without));
    }

    private static JsonNode json(CommandRun run) throws IOException {
        return new ObjectMapper().readTree(run.out());
    }

    @Test
    void theStatusAsksNoNetwork() {
        CommandRun status = run(CARD);
        assertThat(status.run("cuda", "status")).isZero();
        assertThat(status.out())
                .contains("NVIDIA L4, 24.0 GB; driver for CUDA 12.8", "not installed; phi cuda install fetches it");
        assertThat(server.web.requests()).isEmpty();
    }

    @Test
    void theStatusSaysWhyThereIsNoCard() {
        CommandRun none = run(new Graphics.None());
        none.run("cuda", "status");
        assertThat(none.out()).contains("no NVIDIA card found").doesNotContain("phi cuda install");
        CommandRun unusable = run(new Graphics.Unusable(new Failure.Plain("the driver is gone")));
        unusable.run("cuda", "status");
        assertThat(unusable.out()).contains("the driver is gone");
    }

    @Test
    void aSystemWithoutSuchALibraryIsSaid() {
        CommandRun status = run(new Graphics.None(), Optional.empty(), "");
        assertThat(status.run("cuda", "status")).isZero();
        assertThat(status.out()).contains("PyTorch has no library with CUDA for this system");
        CommandRun install = run(new Graphics.None(), Optional.empty(), "");
        assertThat(install.run("cuda", "install", "--yes")).isEqualTo(ExitCode.INPUT);
    }

    @Test
    void installingSaysWhatComesAndWaitsForAYes() {
        CommandRun install = run(CARD).answered("y\n");
        assertThat(install.run("cuda", "install")).isZero();
        assertThat(install.err())
                .contains("PyTorch 2.7.1 with CUDA 12.8", server.address().toString(), "licence", "Fetch it? [y/N]")
                .contains("CUDA support works");
        assertThat(install.out().strip()).isEqualTo(server.folder().library().toString());
        assertThat(server.folder().isInstalled()).isTrue();
    }

    @Test
    void withoutAYesNothingComes() {
        CommandRun install = run(CARD).answered("\n");
        assertThat(install.run("cuda", "install")).isEqualTo(ExitCode.CANCELLED);
        assertThat(server.web.bytesSent()).isLessThan(10);
        assertThat(server.folder().root()).doesNotExist();
    }

    @Test
    void withoutATerminalYesHasToBeSaid() {
        CommandRun install = run(CARD).piped("y\n");
        assertThat(install.run("cuda", "install")).isEqualTo(ExitCode.INPUT);
        assertThat(install.err()).contains("--yes agrees");
        assertThat(server.folder().root()).doesNotExist();
    }

    @Test
    void withoutACardItTakesForce() {
        CommandRun install = run(new Graphics.None()).piped("");
        assertThat(install.run("cuda", "install", "--yes")).isEqualTo(ExitCode.INPUT);
        assertThat(install.err()).contains("no NVIDIA graphics card", "--force");
        CommandRun forced = run(new Graphics.None()).piped("");
        assertThat(forced.run("cuda", "install", "--yes", "--force")).isZero();
        assertThat(forced.err())
                .contains("installed, but the processor computes: there is no usable NVIDIA graphics card");
    }

    @Test
    void theResultAsJson() throws IOException {
        CommandRun install = run(CARD, Optional.of(server.support()), "PyTorch finds no card");
        assertThat(install.run("cuda", "install", "--yes", "--json", "--quiet")).isZero();
        assertThat(json(install).get("works").asBoolean()).isFalse();
        assertThat(json(install).get("reason").asText()).isEqualTo("PyTorch finds no card");
        assertThat(json(install).get("fetched").asBoolean()).isTrue();
        assertThat(install.err()).isEmpty();
        new CudaTrial("key", false, "it computes wrongly").write(server.folder());
        CommandRun status = run(CARD);
        status.run("cuda", "status", "--json");
        assertThat(json(status).get("installed").asBoolean()).isTrue();
        assertThat(json(status).get("works").asBoolean()).isFalse();
        assertThat(json(status).get("reason").asText()).isEqualTo("it computes wrongly");
        assertThat(json(status).get("cards").get(0).get("computeCapability").asInt())
                .isEqualTo(89);
    }

    @Test
    void aServerWithoutTheFileIsSaidInOneLine() {
        server.web.play(path -> path.contains("libtorch"), 1000, TestHub.status(404));
        CommandRun install = run(CARD);
        assertThat(install.run("cuda", "install", "--yes")).isEqualTo(ExitCode.DOWNLOAD);
        assertThat(install.err())
                .contains("phi: localhost has no libtorch.bin (404)")
                .hasLineCount(1);
    }

    @Test
    void removingSaysWhatItFreed() {
        run(CARD).run("cuda", "install", "--yes");
        CommandRun remove = run(CARD);
        assertThat(remove.run("cuda", "remove")).isZero();
        assertThat(remove.out()).contains("freed 900 kB");
        assertThat(server.folder().isInstalled()).isFalse();
        CommandRun again = run(CARD);
        assertThat(again.run("cuda", "remove")).isZero();
        assertThat(again.out()).contains("there was no CUDA support");
    }

    @Test
    void aCommandIsNeeded() {
        CommandRun none = run(CARD);
        assertThat(none.run("cuda")).isEqualTo(ExitCode.USAGE);
        assertThat(none.err()).contains("status, install or remove");
    }
}
