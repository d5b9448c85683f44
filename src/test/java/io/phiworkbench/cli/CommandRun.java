package io.phiworkbench.cli;

import io.phiworkbench.inference.remote.RemoteModels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** Runs a command line against a {@link FakeModel} and keeps what it printed. */
final class CommandRun {
    final FakeModel model = new FakeModel();
    final Interrupts interrupts = new Interrupts(() -> ended = true);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Deque<String> lines = new ArrayDeque<>();
    private Optional<Path> remote = Optional.empty();
    private byte[] input = {};
    private boolean terminal = true;
    private boolean ended;
    private ModelStore store = ModelStore.ofUser();
    private CudaPlace cuda = CudaPlace.ofMachine();

    /** Where models are. */
    CommandRun models(ModelStore models) {
        store = models;
        return this;
    }

    /** What there is to compute with. */
    CommandRun cuda(CudaPlace place) {
        cuda = place;
        return this;
    }

    /** Standard input is a terminal on which this is typed. */
    CommandRun answered(String text) {
        input = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /** Standard input is a pipe that holds this. */
    CommandRun piped(String text) {
        return piped(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same, whatever these bytes are. */
    CommandRun piped(byte[] bytes) {
        input = bytes;
        terminal = false;
        return this;
    }

    /** A small picture file, another one for each level of grey. */
    static byte[] png(int level) {
        var image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        image.setRGB(1, 1, level);
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The user's remote models lie here. */
    CommandRun remoteIn(Path folder) {
        remote = Optional.of(folder);
        return this;
    }

    private Services services(Console console) {
        return remote.map(folder ->
                        new Services(console, interrupts, () -> model, () -> RemoteModels.withKeysInFile(folder)))
                .orElseGet(() -> new Services(console, interrupts, () -> model));
    }

    /** What the user types, line by line. */
    CommandRun typed(String... typed) {
        lines.addAll(List.of(typed));
        return this;
    }

    int run(String... args) {
        Console console = new Console(
                new ByteArrayInputStream(input),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                false,
                false);
        return PhiCommand.commandLine(
                        services(console),
                        () -> new LineSource() {
                            @Override
                            public Optional<String> read(String prompt) {
                                return Optional.ofNullable(lines.poll());
                            }

                            @Override
                            public void close() {
                                lines.clear();
                            }
                        },
                        store,
                        cuda)
                .execute(args);
    }

    /** Waits until standard output holds something like this, and gives it. */
    String awaitOut(String expression) throws InterruptedException {
        Pattern pattern = Pattern.compile(expression);
        for (long end = System.nanoTime() + 30_000_000_000L; System.nanoTime() < end; Thread.sleep(5)) {
            Matcher found = pattern.matcher(out());
            if (found.find()) {
                return found.group();
            }
        }
        throw new AssertionError("standard output never held " + expression + ": " + out() + err());
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    boolean ended() {
        return ended;
    }
}
