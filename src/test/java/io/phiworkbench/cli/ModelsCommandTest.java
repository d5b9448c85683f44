package io.phiworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.local.Int8Folder;
import io.phiworkbench.inference.local.LocalModelLoader;
import io.phiworkbench.models.LibraryPlaces;
import io.phiworkbench.models.hub.HubSettings;
import io.phiworkbench.models.hub.TestHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ModelsCommandTest {
    private static final Path GOLDEN = Path.of("src/test/resources/oracle/phi3-mini-4k");
    private static final String FOLDER = "models--microsoft--Phi-3-mini-4k-instruct";

    @TempDir
    Path folder;

    private final TestHub hub = new TestHub();
    private CommandRun run;

    @BeforeEach
    void open() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            for (Path file : files.filter(f -> !f.getFileName().toString().startsWith("expected"))
                    .toList()) {
                hub.file(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        run = command();
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private Path cache() {
        return folder.resolve("hub");
    }

    private CommandRun command() {
        Map<String, String> environment =
                Map.of("HF_ENDPOINT", hub.endpoint().toString(), "HF_HUB_CACHE", cache().toString());
        return new CommandRun()
                .models(new ModelStore(
                        () -> HubSettings.of(environment, folder),
                        () -> new LibraryPlaces(
                                List.of(), folder.resolve("models"), folder.resolve("added.txt"), cache()),
                        () -> new Int8Folder(folder.resolve("int8"), 0)))
                .remoteIn(folder.resolve("data"));
    }

    private JsonNode listed(String name) throws IOException {
        CommandRun list = command();
        assertThat(list.run("models", "list", "--json")).isZero();
        for (JsonNode model : new ObjectMapper().readTree(list.out()).get("models")) {
            if (model.get("name").asText().equals(name)) {
                return model;
            }
        }
        throw new AssertionError(name + " is not listed: " + list.out());
    }

    @Test
    void theListHoldsTheCatalogueWithoutAskingTheNetwork() throws IOException {
        assertThat(run.run("models", "list")).isZero();
        assertThat(run.out().lines()).hasSize(11);
        assertThat(run.out()).contains("phi-3.5-vision", "8.3 GB", "4.15 B", "131,072", "on hub");
        assertThat(hub.requests()).isEmpty();
        JsonNode moe = listed("phi-3.5-moe");
        assertThat(moe.get("repository").asText()).isEqualTo("microsoft/Phi-3.5-MoE-instruct");
        assertThat(moe.get("licence").asText()).isEqualTo("MIT");
        assertThat(moe.get("languages")).hasSize(23);
        assertThat(moe.at("/memoryBytes/bf16").asLong()).isGreaterThan(83_000_000_000L);
        assertThat(moe.get("folder").isNull()).isTrue();
    }

    @Test
    void remoteModelsAreListedWithoutBeingAsked() throws IOException {
        assertThat(command()
                        .run(
                                "remote",
                                "add",
                                "mine",
                                "--url",
                                hub.endpoint() + "/v1",
                                "--model",
                                "phi",
                                "--context",
                                "4096"))
                .isZero();
        assertThat(run.run("models", "list")).isZero();
        assertThat(run.out().lines().toList().getLast())
                .startsWith("remote:mine")
                .contains(" remote ", "4,096")
                .endsWith("phi at localhost");
        CommandRun asJson = command();
        asJson.run("models", "list", "--json");
        JsonNode remote = new ObjectMapper().readTree(asJson.out()).at("/remote/0");
        assertThat(remote.get("name").asText()).isEqualTo("remote:mine");
        assertThat(remote.get("leavesMachine").asBoolean()).isFalse();
        assertThat(hub.requests()).isEmpty();
    }

    @Test
    void aDamagedListOfRemoteModelsIsSaidAndHidesNothing() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/endpoints.json"), "{ \"endpoints\": [ {");
        assertThat(run.run("models", "list")).isZero();
        assertThat(run.out()).contains("phi-3.5-vision");
        assertThat(run.err()).contains("endpoints.json").hasLineCount(1);
    }

    @Test
    void aPulledModelIsListedAndItsFolderIsPrinted() throws IOException {
        assertThat(run.run("models", "pull", "phi-3-mini-4k", "--quiet")).isZero();
        Path snapshot = Path.of(run.out().strip());
        assertThat(snapshot.resolve("model.safetensors"))
                .hasBinaryContent(Files.readAllBytes(GOLDEN.resolve("model.safetensors")));
        assertThat(listed("phi-3-mini-4k").get("state").asText()).isEqualTo("here");
        assertThat(listed("phi-3-mini-4k").get("folder").asText()).isEqualTo(snapshot.toString());
    }

    @Test
    void aRepositoryIsPulledByItsFullNameAndRevision() throws IOException {
        assertThat(run.run("models", "pull", TestHub.REPO, "--revision", TestHub.COMMIT, "--json"))
                .isZero();
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.get("repository").asText()).isEqualTo(TestHub.REPO);
        assertThat(json.get("folder").asText()).endsWith(TestHub.COMMIT);
    }

    @Test
    void aNameThatNobodyKnowsIsSaid() {
        assertThat(run.run("models", "pull", "phi-9")).isEqualTo(ExitCode.INPUT);
        assertThat(run.err()).contains("there is no model phi-9 in the catalogue");
        assertThat(hub.requests()).isEmpty();
    }

    @Test
    void aFaultOfTheHubEndsWithOneLineAndItsOwnStatus() {
        hub.play(path -> path.contains("/resolve/"), 1000, TestHub.status(403, "X-Error-Code", "GatedRepo"));
        assertThat(run.run("models", "pull", "phi-3-mini-4k")).isEqualTo(ExitCode.DOWNLOAD);
        assertThat(run.err().lines().filter(l -> l.startsWith("phi:")))
                .singleElement()
                .asString()
                .contains("is gated", hub.endpoint().toString());
        assertThat(run.out()).isEmpty();
    }

    @Test
    void ctrlCStopsAndTheSameCommandGoesOn() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        hub.play(path -> path.startsWith("/blobs/"), 1, exchange -> {
            asked.countDown();
            try {
                go.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return false;
        });
        Thread user = Thread.ofVirtual().start(() -> {
            try {
                asked.await();
            } catch (InterruptedException e) {
                return;
            }
            run.interrupts.interrupt();
        });
        assertThat(run.run("models", "pull", "phi-3-mini-4k")).isEqualTo(ExitCode.CANCELLED);
        user.join();
        go.countDown();
        assertThat(run.err()).contains("the same command goes on where it was");
        assertThat(listed("phi-3-mini-4k").get("state").asText()).isEqualTo("part");
        assertThat(command().run("models", "pull", "phi-3-mini-4k")).isZero();
        assertThat(listed("phi-3-mini-4k").get("state").asText()).isEqualTo("here");
    }

    @Test
    void aModelIsDeleted() {
        run.run("models", "pull", "phi-3-mini-4k", "--quiet");
        CommandRun rm = command();
        assertThat(rm.run("models", "rm", "Phi-3-mini-4k-instruct")).isZero();
        assertThat(rm.out()).startsWith("deleted " + TestHub.REPO);
        assertThat(cache().resolve(FOLDER)).doesNotExist();
        assertThat(command().run("models", "rm", "phi-3-mini-4k")).isEqualTo(ExitCode.INPUT);
    }

    private Path keepInt8(String folderOfModel) {
        Assumptions.assumeTrue(System.getProperty("os.arch").matches("amd64|x86_64"), "int8 runs on x86-64 only");
        Int8Folder kept = new Int8Folder(folder.resolve("int8"), 0);
        new LocalModelLoader(() -> Optional.of(kept))
                .load(
                        Path.of(folderOfModel),
                        LoadOptions.auto().withPrecision(LoadOptions.Precision.INT8),
                        _ -> {},
                        () -> false)
                .close();
        return kept.kept().getLast().file();
    }

    @Test
    void int8WeightsOfADeletedModelGoWithIt() {
        run.run("models", "pull", "phi-3-mini-4k", "--quiet");
        Path kept = keepInt8(run.out().strip());
        assertThat(kept).exists();
        assertThat(command().run("models", "rm", "phi-3-mini-4k")).isZero();
        assertThat(kept).doesNotExist();
    }

    @Test
    void int8WeightsAreListedAndDeleted() throws IOException {
        Path kept = keepInt8(GOLDEN.toString());
        CommandRun list = command();
        assertThat(list.run("models", "int8")).isZero();
        assertThat(list.out()).contains("phi3-mini-4k: ", folder.resolve("int8").toString());
        CommandRun json = command();
        assertThat(json.run("models", "int8", "--json")).isZero();
        assertThat(new ObjectMapper().readTree(json.out()).at("/models/0/bytes").asLong())
                .isEqualTo(Files.size(kept));

        CommandRun delete = command();
        assertThat(delete.run("models", "int8", "--delete")).isZero();
        assertThat(delete.out()).startsWith("deleted");
        assertThat(kept).doesNotExist();
        CommandRun after = command();
        assertThat(after.run("models", "int8")).isZero();
        assertThat(after.out()).contains("nothing is kept");
    }

    @Test
    void aDamagedFileIsFoundDiscardedAndPulledAgain() throws IOException {
        run.run("models", "pull", "phi-3-mini-4k", "--quiet");
        assertThat(command().run("models", "verify")).isZero();
        Path weights = Path.of(run.out().strip()).resolve("model.safetensors").toRealPath();
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length / 2] ^= 4;
        Files.write(weights, bytes);
        CommandRun verify = command();
        assertThat(verify.run("models", "verify", "phi-3-mini-4k", "--discard")).isEqualTo(ExitCode.DOWNLOAD);
        assertThat(verify.out()).contains("damaged", "model.safetensors", "sound");
        assertThat(verify.err()).contains("phi models pull " + TestHub.REPO);
        assertThat(command().run("models", "pull", "phi-3-mini-4k")).isZero();
        assertThat(command().run("models", "verify")).isZero();
    }

    @Test
    void modelsAloneIsAQuestionOfUsage() {
        assertThat(run.run("models")).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("int8, list, pull, rm or verify");
    }
}
