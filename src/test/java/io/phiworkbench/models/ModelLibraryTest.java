package io.phiworkbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.models.ModelEntry.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ModelLibraryTest {
    @TempDir
    Path folder;

    private ModelLibrary library;

    @BeforeEach
    void open() {
        library = new ModelLibrary(new LibraryPlaces(
                List.of(folder.resolve("assets/models")),
                folder.resolve("models"),
                folder.resolve("added.txt"),
                folder.resolve("hub")));
    }

    @AfterEach
    void close() {
        library.close();
    }

    private ModelEntry only() {
        List<ModelEntry> found = library.refresh().join();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    @Test
    void aModelIsListedWithWhatItIs() {
        ModelFolders.golden("phi35-vision", folder.resolve("models/microsoft/phi-vision"));
        ModelEntry.Usable model = (ModelEntry.Usable) only();
        assertThat(model.name()).isEqualTo("phi-vision");
        assertThat(model.origin()).isEqualTo(Origin.LIBRARY);
        assertThat(model.architecture()).isEqualTo("Phi3VForCausalLM");
        assertThat(model.readsImages()).isTrue();
        assertThat(model.parameters()).isPositive();
        assertThat(model.bytesOnDisk())
                .isGreaterThan(model.checkpoint().weights().bytes());
        assertThat(model.storedPrecision()).isIn("f32", "bf16", "f16");
        assertThat(model.contextLength()).isPositive();
    }

    @Test
    void theSwitchOfLongRopeIsTold() {
        ModelFolders.golden("phi35-mini-longrope", folder.resolve("models/mini"));
        assertThat(((ModelEntry.Usable) only()).longRopeSwitch()).hasValue(16);
    }

    @Test
    void theModelThatCameWithTheProgramIsFound() {
        ModelFolders.golden("phi3-mini-4k", folder.resolve("assets/models/phi-demo"));
        assertThat(only()).satisfies(model -> {
            assertThat(model.name()).isEqualTo("phi-demo");
            assertThat(model.origin()).isEqualTo(Origin.BUNDLED);
        });
    }

    @Test
    void theHubCacheIsReadAndOtherFamiliesInItAreLeftAlone() throws IOException {
        Path hub = folder.resolve("hub");
        ModelFolders.golden(
                "phi3-mini-4k", hub.resolve("models--microsoft--Phi-3-mini-4k-instruct/snapshots/0a67737c"));
        Path other = Files.createDirectories(hub.resolve("models--google--bert/snapshots/1"));
        Files.writeString(other.resolve("config.json"), "{\"model_type\": \"bert\"}");
        Files.createDirectories(hub.resolve("models--microsoft--Phi-3-half-begun/snapshots"));
        assertThat(only()).satisfies(model -> {
            assertThat(model.name()).isEqualTo("Phi-3-mini-4k-instruct");
            assertThat(model.origin()).isEqualTo(Origin.HUGGING_FACE_CACHE);
        });
    }

    @Test
    void aBrokenFolderIsListedWithTheReason() throws IOException {
        Path broken = ModelFolders.golden("phi3-medium", folder.resolve("models/medium"));
        Files.delete(broken.resolve("model-00002-of-00002.safetensors"));
        assertThat(only())
                .isInstanceOfSatisfying(
                        ModelEntry.Broken.class,
                        model -> assertThat(model.reason().english())
                                .contains("model-00002-of-00002.safetensors")
                                .contains("is missing")
                                .doesNotContain("\n"));
    }

    @Test
    void weightsWithoutConfigAreListedAsBroken() throws IOException {
        Path broken = ModelFolders.golden("phi3-mini-4k", folder.resolve("models/mini"));
        Files.delete(broken.resolve("config.json"));
        assertThat(only()).isInstanceOf(ModelEntry.Broken.class);
    }

    @Test
    void aRepairedFolderBecomesUsable() throws IOException {
        Path model = ModelFolders.golden("phi3-mini-4k", folder.resolve("models/mini"));
        byte[] config = Files.readAllBytes(model.resolve("config.json"));
        Files.writeString(model.resolve("config.json"), "{");
        assertThat(only()).isInstanceOf(ModelEntry.Broken.class);
        Files.write(model.resolve("config.json"), config);
        assertThat(only()).isInstanceOf(ModelEntry.Usable.class);
    }

    @Test
    void anAddedFolderIsThereAtTheNextStartAndSaysWhenItIsGone() throws IOException {
        Path elsewhere = ModelFolders.golden("phi3-mini-4k", folder.resolve("elsewhere/mini"));
        assertThat(library.add(elsewhere).join()).singleElement().isInstanceOf(ModelEntry.Usable.class);
        library.close();
        open();
        assertThat(only().origin()).isEqualTo(Origin.ADDED);
        Files.move(elsewhere, folder.resolve("elsewhere/moved"));
        assertThat(only())
                .isInstanceOfSatisfying(
                        ModelEntry.Broken.class,
                        gone -> assertThat(gone.reason().english()).contains("does not exist"));
        library.remove(elsewhere).join();
        assertThat(library.models()).isEmpty();
    }

    @Test
    void aFolderWithoutAnyModelIsNotKept() throws IOException {
        assertThat(library.add(Files.createDirectories(folder.resolve("pictures")))
                        .join())
                .isEmpty();
        assertThat(library.refresh().join()).isEmpty();
    }

    @Test
    void aModelThatComesIsToldWithoutAsking() throws InterruptedException {
        BlockingQueue<List<ModelEntry>> told = new LinkedBlockingQueue<>();
        library.listen(told::add);
        ModelFolders.golden("phi3-mini-4k", folder.resolve("models/mini"));
        List<ModelEntry> list = told.poll(20, TimeUnit.SECONDS);
        assertThat(list).hasSize(1);
    }

    @Test
    void bundledModelsAreLookedForBesideTheProgram() {
        Path program = Path.of("/opt/phi/lib/app.jar");
        assertThat(LibraryPlaces.bundledCandidates(Optional.empty(), Optional.of(program), Path.of("/home/me")))
                .contains(Path.of("/opt/phi/assets/models"), Path.of("/home/me/assets/models"));
        assertThat(LibraryPlaces.bundledCandidates(
                        Optional.of(Path.of("/opt/phi")), Optional.of(program), Path.of("/home/me")))
                .containsExactly(Path.of("/opt/phi/assets/models"));
    }

    @Test
    void aPartialSnapshotOfAnotherToolIsNotListed() throws IOException {
        Path snapshot = folder.resolve("hub/models--microsoft--Phi-3-medium-4k-instruct/snapshots/0a67737c");
        ModelFolders.golden("phi3-medium", snapshot);
        Files.delete(snapshot.resolve("model-00002-of-00002.safetensors"));
        assertThat(library.refresh().join()).isEmpty();
    }
}
