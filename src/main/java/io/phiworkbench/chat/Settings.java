package io.phiworkbench.chat;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the program remembers of itself: window, theme, language, last model. A properties file in UTF-8 that a person
 * can read. No keys or passwords belong in it.
 *
 * <p>Thread-safe; {@link #get} and {@link #set} never touch the disk. Changes are written within half a second, all at
 * once, and only those that this process made, so that two processes keep each other's. A file that cannot be read or
 * written costs the settings, never the program.
 */
public final class Settings implements AutoCloseable {
    /** Whether weights that were quantised are kept for the next load, in the window and on the command line. */
    public static final Setting<Boolean> KEEP_INT8 = Setting.flag("models.keepInt8", true);

    private static final Logger LOG = LoggerFactory.getLogger(Settings.class);
    private static final long WRITE_AFTER_MILLIS = 500;

    private final Path file;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("settings").daemon().factory());
    // Guarded by this:
    private final Map<String, String> values;
    private final Map<String, String> unwritten = new HashMap<>();
    private ScheduledFuture<?> scheduled;

    private Settings(Path file, Map<String, String> values) {
        this.file = file;
        this.values = values;
    }

    /** Reads the file if it is there; blocks for it. */
    public static Settings open(Path file) {
        Map<String, String> values = new TreeMap<>();
        try {
            values = read(file);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("the settings in {} cannot be read and start anew", file, e);
        }
        return new Settings(file, values);
    }

    public synchronized <T> T get(Setting<T> setting) {
        String text = values.get(setting.key());
        return text == null ? setting.initial() : setting.read(text).orElse(setting.initial());
    }

    public synchronized <T> void set(Setting<T> setting, T value) {
        String text = setting.write(value);
        if (!text.equals(values.put(setting.key(), text))) {
            unwritten.put(setting.key(), text);
            if (scheduled == null && !thread.isShutdown()) {
                scheduled = thread.schedule(this::write, WRITE_AFTER_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void write() {
        Map<String, String> changed;
        synchronized (this) {
            scheduled = null;
            changed = Map.copyOf(unwritten);
        }
        if (changed.isEmpty()) {
            return;
        }
        try {
            Map<String, String> all = Files.exists(file) ? read(file) : new TreeMap<>();
            all.putAll(changed);
            replace(all);
            synchronized (this) {
                changed.forEach(unwritten::remove);
            }
        } catch (IOException | IllegalArgumentException e) {
            // Kept: the next change or the end of the program tries again.
            LOG.warn("the settings in {} cannot be written", file, e);
        }
    }

    private static Map<String, String> read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (NoSuchFileException e) {
            return new TreeMap<>();
        }
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
        return values;
    }

    private void replace(Map<String, String> all) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path part = Files.createTempFile(folder, "settings-", ".tmp");
        try {
            Properties properties = new Properties();
            properties.putAll(all);
            try (Writer out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
                properties.store(out, null);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Writes what is not written yet; blocks for it. */
    @Override
    public void close() {
        thread.shutdownNow();
        write();
    }
}
