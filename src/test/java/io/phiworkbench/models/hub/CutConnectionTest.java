package io.phiworkbench.models.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every phase in which a connection can be cut; each is cut twice, and the file comes all the same. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class CutConnectionTest {
    @TempDir
    Path folder;

    private HubFixture fixture;
    private CuttingProxy hub;
    private CuttingProxy storage;

    @BeforeEach
    void open() {
        fixture = new HubFixture(folder.resolve("hub"), 400_000);
    }

    @AfterEach
    void bothWereCut() throws IOException {
        for (CuttingProxy proxy : new CuttingProxy[] {hub, storage}) {
            if (proxy != null) {
                assertThat(proxy.cuts()).isGreaterThanOrEqualTo(2);
                proxy.close();
            }
        }
        fixture.assertNothingPartialIsTakenForAModel();
        fixture.close();
    }

    private void hubLets(int bytes) {
        hub = new CuttingProxy(fixture.hub.hubPort(), 2, () -> bytes);
        fixture.endpoint(URI.create("http://localhost:" + hub.port()));
    }

    private void storageLets(int bytes) {
        storage = new CuttingProxy(fixture.hub.storagePort(), 2, () -> bytes);
        fixture.hub.storageBehind(storage.port());
    }

    @Test
    void asSoonAsTheHubWasReached() {
        hubLets(0);
        fixture.assertComes();
    }

    @Test
    void inTheStatusLineOfTheList() {
        hubLets(9);
        fixture.assertComes();
    }

    @Test
    void inTheHeadersOfTheList() {
        hubLets(60);
        fixture.assertComes();
    }

    @Test
    void inTheListOfFiles() {
        hubLets(400);
        fixture.assertComes();
    }

    @Test
    void insteadOfTheRedirectToTheStorage() {
        fixture.hub.play(HubFixture.RESOLVE, 2, exchange -> {
            throw new IOException("cut");
        });
        fixture.assertComes();
    }

    @Test
    void asSoonAsTheStorageWasReached() {
        storageLets(0);
        fixture.assertComes();
    }

    @Test
    void inTheStatusLineOfTheFile() {
        storageLets(9);
        fixture.assertComes();
    }

    @Test
    void inTheHeadersOfTheFile() {
        storageLets(60);
        fixture.assertComes();
    }

    @Test
    void beforeTheFilesFirstByte() {
        afterBytes(_ -> 0);
        fixture.assertComes();
    }

    @Test
    void inTheMiddleOfAPart() {
        afterBytes(length -> length / 2);
        fixture.assertComes();
    }

    @Test
    void beforeAPartsLastByte() {
        afterBytes(length -> length - 1);
        fixture.assertComes();
    }

    /** Lets so many bytes of a part pass. */
    private void afterBytes(IntUnaryOperator let) {
        fixture.hub.play(HubFixture.STORAGE, 2, exchange -> {
            String[] ends = exchange.getRequestHeaders()
                    .getFirst("Range")
                    .substring("bytes=".length())
                    .split("-");
            int from = Integer.parseInt(ends[0]);
            int length = Integer.parseInt(ends[1]) + 1 - from;
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + ends[1] + "/" + fixture.weights.length);
            exchange.sendResponseHeaders(206, length);
            exchange.getResponseBody().write(fixture.weights, from, let.applyAsInt(length));
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        });
    }

    @Test
    void afterTheLastByteBeforeTheCheck() throws IOException {
        // All bytes are here, and the program ends before it looked at them.
        Files.createDirectories(fixture.cache.blobs(HubFixture.REPO));
        try (PartialBlob blob = PartialBlob.open(
                fixture.partialWeights(), fixture.weights.length, HubFixture.PART, Disk.REAL, _ -> {})) {
            for (int part = 0; part < blob.parts(); part++) {
                int from = (int) blob.begin(part);
                int to = (int) blob.end(part);
                blob.append(part, Arrays.copyOfRange(fixture.weights, from, to), to - from);
            }
        }
        fixture.assertComes();
        assertThat(fixture.hub.requestsFor("model.safetensors")).isEmpty();
    }
}
