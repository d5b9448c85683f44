package io.phiworkbench.models.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phiworkbench.models.hub.Verification.Checked;
import io.phiworkbench.models.hub.Verification.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HubCacheTest {
    @TempDir
    Path folder;

    private HubFixture fixture;

    @BeforeEach
    void open() {
        fixture = new HubFixture(folder.resolve("hub"), 100_000);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Path snapshot(String commit, String... files) throws IOException {
        Path snapshot = Files.createDirectories(fixture.cache.snapshot(HubFixture.REPO, commit));
        for (String file : files) {
            Files.writeString(snapshot.resolve(file), "{}");
        }
        return snapshot;
    }

    @Test
    void aConfigAloneIsNoModel() throws IOException {
        snapshot(TestHub.COMMIT, "config.json", "tokenizer.json");
        assertThat(fixture.cache.models()).isEmpty();
        assertThat(fixture.cache.presence(HubFixture.REPO)).isInstanceOf(Presence.Absent.class);
    }

    @Test
    void aModelNeedsAllShardsOfItsIndex() throws IOException {
        Path snapshot = snapshot(TestHub.COMMIT, "config.json", "a.safetensors");
        Files.writeString(
                snapshot.resolve("model.safetensors.index.json"),
                "{\"weight_map\": {\"x\": \"a.safetensors\", \"y\": \"b.safetensors\"}}");
        assertThat(fixture.cache.models()).isEmpty();
        Files.writeString(snapshot.resolve("b.safetensors"), "");
        assertThat(fixture.cache.models()).containsExactly(new CachedModel(HubFixture.REPO, snapshot));
    }

    @Test
    void aLinkToABlobThatIsGoneCountsAsNothing() throws IOException {
        Path snapshot = fixture.pull();
        assertThat(fixture.cache.presence(HubFixture.REPO)).isEqualTo(new Presence.Complete(snapshot));
        Files.delete(fixture.blob(fixture.weights, true));
        assertThat(fixture.cache.models()).isEmpty();
    }

    @Test
    void aSnapshotThatLacksItsTokenizerIsPartial() throws IOException {
        Path snapshot = fixture.pull();
        Files.delete(snapshot.resolve("tokenizer.json"));
        assertThat(fixture.cache.models()).isEmpty();
        fixture.pull();
        assertThat(fixture.cache.models()).hasSize(1);
    }

    @Test
    void aSnapshotWithoutTheModelCardIsWhole() throws IOException {
        Files.delete(fixture.pull().resolve("README.md"));
        assertThat(fixture.cache.models()).hasSize(1);
    }

    @Test
    void thePartialNewestSnapshotLeavesTheOlderWholeOne() throws IOException {
        Path old = snapshot("a".repeat(40), "config.json", "model.safetensors");
        Files.setLastModifiedTime(old, FileTime.fromMillis(1_000_000));
        snapshot(TestHub.COMMIT, "config.json");
        assertThat(fixture.cache.models()).containsExactly(new CachedModel(HubFixture.REPO, old));
    }

    @Test
    void aDeletedModelLeavesNothing() {
        fixture.pull();
        assertThat(Downloads.delete(fixture.cache, HubFixture.REPO)).isBetween(100_000L, 110_000L);
        assertThat(fixture.cache.folder(HubFixture.REPO)).doesNotExist();
        assertThat(fixture.cache.locks(HubFixture.REPO)).doesNotExist();
    }

    @Test
    void aModelThatIsBeingDownloadedIsNotDeleted() {
        fixture.hub.slow(5);
        try (Downloads downloads = fixture.downloads()) {
            Download download = downloads.start(HubFixture.REPO, "main");
            HubFixture.awaitBytes(download, 40_000);
            assertThatThrownBy(() -> Downloads.delete(fixture.cache, HubFixture.REPO))
                    .isInstanceOf(HubException.class)
                    .hasMessageContaining("is being downloaded");
            assertThat(HubFixture.await(download)).exists();
        }
    }

    @Test
    void aSoundModelIsFoundSound() throws InterruptedException {
        fixture.pull();
        List<Verification.Progress> told = new ArrayList<>();
        List<Checked> found = new Verification(fixture.cache, HubFixture.REPO, told::add).run();
        assertThat(found).hasSize(5).allSatisfy(f -> assertThat(f.finding()).isEqualTo(Finding.SOUND));
        assertThat(told.getLast().readBytes()).isEqualTo(told.getLast().totalBytes());
    }

    @Test
    void aFlippedBitIsFoundAndFetchedAgain() throws IOException, InterruptedException {
        Path snapshot = fixture.pull();
        Path blob = fixture.blob(fixture.weights, true);
        byte[] bytes = Files.readAllBytes(blob);
        bytes[70_000] ^= 1;
        Files.write(blob, bytes);
        Verification verification = new Verification(fixture.cache, HubFixture.REPO, _ -> {});
        List<Checked> found = verification.run();
        assertThat(found)
                .filteredOn(f -> f.finding() == Finding.DAMAGED)
                .singleElement()
                .satisfies(f -> assertThat(f.path()).isEqualTo("model.safetensors"));
        verification.discardDamaged(found);
        assertThat(fixture.cache.models()).isEmpty();
        long before = fixture.hub.bytesSent();
        assertThat(fixture.pull().resolve("model.safetensors")).hasBinaryContent(fixture.weights);
        assertThat(fixture.hub.bytesSent() - before).isEqualTo(100_000);
        assertThat(snapshot.resolve("model.safetensors")).hasBinaryContent(fixture.weights);
    }

    @Test
    void whatAnotherToolFetchedIsCheckedByTheNamesOfItsBlobs() throws IOException, InterruptedException {
        fixture.pull();
        Files.delete(fixture.cache.tree(HubFixture.REPO, TestHub.COMMIT));
        assertThat(new Verification(fixture.cache, HubFixture.REPO, _ -> {}).run())
                .hasSize(5)
                .allSatisfy(f -> assertThat(f.finding()).isEqualTo(Finding.SOUND));
    }

    @Test
    void aMissingFileIsFound() throws IOException, InterruptedException {
        Files.delete(fixture.pull().resolve("tokenizer.json"));
        assertThat(new Verification(fixture.cache, HubFixture.REPO, _ -> {}).run())
                .filteredOn(f -> f.finding() == Finding.MISSING)
                .extracting(Checked::path)
                .containsExactly("tokenizer.json");
    }

    @Test
    void checkingWhatIsNotThereIsSaid() {
        assertThatThrownBy(() -> new Verification(fixture.cache, HubFixture.REPO, _ -> {}).run())
                .isInstanceOf(HubException.class)
                .hasMessageContaining("phi models pull " + TestHub.REPO);
    }
}
