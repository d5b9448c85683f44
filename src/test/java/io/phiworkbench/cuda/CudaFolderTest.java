package io.phiworkbench.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CudaFolderTest {
    private static final Path HOME = Path.of("/home/u");

    @TempDir
    Path root;

    private CudaFolder folder;

    @BeforeEach
    void open() {
        folder = new CudaFolder(root, "linux-x86_64");
    }

    private void install() throws IOException {
        Files.createDirectories(folder.unfinished());
        Files.writeString(folder.unfinished().resolve("libtorch.so"), "torch");
        folder.install(folder.unfinished());
    }

    @Test
    void nothingIsInstalledAtFirst() {
        assertThat(folder.isInstalled()).isFalse();
        assertThat(CudaTrial.read(folder)).isEmpty();
    }

    @Test
    void whatIsPutTogetherIsNotInstalled() throws IOException {
        Files.createDirectories(folder.unfinished());
        assertThat(folder.isInstalled()).isFalse();
    }

    @Test
    void aFolderWithoutItsListIsNotInstalled() throws IOException {
        Files.createDirectories(folder.library());
        Files.writeString(folder.library().resolve("libtorch.so"), "torch");
        assertThat(folder.isInstalled()).isFalse();
    }

    @Test
    void aShortenedFileIsFound() throws IOException {
        install();
        assertThat(folder.isInstalled()).isTrue();
        Files.writeString(folder.library().resolve("libtorch.so"), "tor");
        assertThat(folder.isInstalled()).isFalse();
    }

    @Test
    void aListThatIsNoneIsNotTrusted() throws IOException {
        install();
        Files.writeString(folder.library().resolve("files.txt"), "what\n");
        assertThat(folder.isInstalled()).isFalse();
    }

    @Test
    void anotherInstallationForgetsTheTrial() throws IOException {
        install();
        new CudaTrial("key", false, "why").write(folder);
        assertThat(CudaTrial.read(folder)).contains(new CudaTrial("key", false, "why"));
        install();
        assertThat(CudaTrial.read(folder)).isEmpty();
    }

    @Test
    void itLiesWhereWhatCanBeFetchedAgainBelongs() {
        assertThat(CudaFolder.locate(Map.of(), "Linux", HOME))
                .isEqualTo(HOME.resolve(".cache/phi-workbench/cuda").toAbsolutePath());
        assertThat(CudaFolder.locate(Map.of("XDG_CACHE_HOME", "/c"), "Linux", HOME))
                .isEqualTo(Path.of("/c/phi-workbench/cuda"));
        assertThat(CudaFolder.locate(Map.of("PHI_HOME", "/p"), "Linux", HOME)).isEqualTo(Path.of("/p/cuda"));
        assertThat(CudaFolder.locate(Map.of("PHI_HOME", "/p", "PHI_CUDA_DIR", "/big"), "Linux", HOME))
                .isEqualTo(Path.of("/big"));
        assertThat(CudaFolder.locate(Map.of("LOCALAPPDATA", "/l"), "Windows 11", HOME))
                .isEqualTo(Path.of("/l/Phi Workbench/cuda"));
    }

    @Test
    void thereIsAnArchiveForTheSystemsThatCudaRunsOn() {
        assertThat(CudaBuild.of("Linux", "amd64")).map(CudaBuild::platform).contains("linux-x86_64");
        assertThat(CudaBuild.of("Windows 11", "amd64")).map(CudaBuild::platform).contains("win-x86_64");
        assertThat(CudaBuild.of("Mac OS X", "aarch64")).isEmpty();
        assertThat(CudaBuild.of("Linux", "aarch64")).isEmpty();
        assertThat(CudaBuild.of("Linux", "amd64").orElseThrow().fileName())
                .isEqualTo("libtorch-cxx11-abi-shared-with-deps-2.7.1+cu128.zip");
    }

    @Test
    void ofTheArchiveOnlyLibrariesOfTheTopFolderAreTaken() {
        assertThat(CudaBuild.library("libtorch/lib/libcublasLt-0c4e2a05.so.12")).contains("libcublasLt-0c4e2a05.so.12");
        assertThat(CudaBuild.library("libtorch/lib/torch_cuda.dll")).contains("torch_cuda.dll");
        assertThat(CudaBuild.library("libtorch/lib/cudnn64_9.dll")).contains("cudnn64_9.dll");
        for (String other : new String[] {
            "libtorch/lib/libtorch_python.so",
            "libtorch/lib/libtorch_global_deps.so",
            "libtorch/lib/libcudart.a",
            "libtorch/lib/../libcuda.so",
            "libtorch/lib/libcu/../../x.so",
            "libtorch/bin/libtorch.so",
            "lib/libtorch.so"
        }) {
            assertThat(CudaBuild.library(other)).as(other).isEqualTo(Optional.empty());
        }
    }
}
