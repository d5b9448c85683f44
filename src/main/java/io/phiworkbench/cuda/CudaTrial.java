package io.phiworkbench.cuda;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Properties;

/**
 * What came of trying the library with these cards and this driver: kept, so that a library that ends the process is
 * tried once, and not at every start.
 *
 * @param key of cards, driver and library
 * @param works whether it computed
 * @param reason why not; empty if it did
 */
public record CudaTrial(String key, boolean works, String reason) {

    /** The outcome that is known. */
    public static Optional<CudaTrial> read(CudaFolder folder) {
        if (!Files.exists(folder.trial())) {
            return Optional.empty();
        }
        Properties values = new Properties();
        try (Reader in = Files.newBufferedReader(folder.trial())) {
            values.load(in);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
        return Optional.of(new CudaTrial(
                values.getProperty("key", ""),
                Boolean.parseBoolean(values.getProperty("works")),
                values.getProperty("reason", "")));
    }

    public void write(CudaFolder folder) throws IOException {
        Properties values = new Properties();
        values.setProperty("key", key);
        values.setProperty("works", String.valueOf(works));
        values.setProperty("reason", reason);
        Files.createDirectories(folder.root());
        try (Writer out = Files.newBufferedWriter(folder.trial())) {
            values.store(out, null);
        }
    }
}
