package io.phiworkbench.models.hub;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A process of its own that downloads the model of a {@link HubFixture}, so that it can be killed. */
final class DownloadingProcess {
    private DownloadingProcess() {}

    static Process start(HubFixture fixture) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DownloadingProcess.class.getName(),
                        fixture.hub.endpoint().toString(),
                        fixture.cache.root().toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** @param arguments the Hub's address, the cache's folder */
    public static void main(String[] arguments) {
        HubSettings settings =
                new HubSettings(URI.create(arguments[0]), Optional.empty(), Path.of(arguments[1]), true, false);
        DownloadOptions options =
                new DownloadOptions(4, HubFixture.PART, HubFixture.patience(Duration.ofMinutes(1)), Disk.REAL);
        try (Downloads downloads = new Downloads(() -> settings, options)) {
            downloads.start(HubFixture.REPO, "main").result().join();
        }
    }
}
