package io.phiworkbench.ui.models.catalogue;

import io.phiworkbench.models.hub.Downloads;
import io.phiworkbench.models.hub.HubSettings;
import io.phiworkbench.models.hub.TestHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/** A Hub that has one model of the catalogue, and a cache that is empty at first. */
final class CatalogueRig implements AutoCloseable {
    static final String ID = "phi-3-mini-4k";
    private static final Path CONFIG = Path.of("src/test/resources/oracle/phi3-mini-4k/config.json");

    final TestHub hub = new TestHub();
    final Path cache;
    private final Map<String, String> environment;

    CatalogueRig(Path folder) {
        byte[] weights = new byte[3_000_000];
        new Random(1).nextBytes(weights);
        try {
            hub.file("config.json", Files.readAllBytes(CONFIG)).file("model.safetensors", weights);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cache = folder.resolve("hub");
        environment = Map.of("HF_ENDPOINT", hub.endpoint().toString(), "HF_HUB_CACHE", cache.toString());
    }

    Downloads downloads() {
        return Downloads.with(() -> HubSettings.of(environment, cache));
    }

    static CatalogueRow row(CatalogueViewModel catalogue, String id) {
        return catalogue.rows().stream()
                .filter(r -> r.model().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        hub.close();
    }
}
