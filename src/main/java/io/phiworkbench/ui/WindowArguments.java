package io.phiworkbench.ui;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the window can be told at its start. */
@Command(
        name = "phi-workbench",
        mixinStandardHelpOptions = true,
        version = "Phi Workbench 0.1.0",
        description = "Opens the Phi Workbench window.")
final class WindowArguments {
    @Option(names = "--model", paramLabel = "DIR", description = "Load this checkpoint folder.")
    private Path model;

    @Option(
            names = "--image",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Put these pictures, folders, PDFs or videos into the tray.")
    private List<Path> images = new ArrayList<>();

    @Option(names = "--ask", paramLabel = "TEXT", description = "Ask this.")
    private String ask;

    @Option(
            names = "--screenshot",
            paramLabel = "FILE",
            description = "Save a picture of the window (PNG), after the answer where something is asked.")
    private Path screenshot;

    @Option(
            names = "--headless",
            description =
                    "Use no display: answer, print, save a screenshot, end. Chosen by itself where there is none.")
    private boolean headless;

    @Option(
            names = "--demo",
            description = "Ask the demonstration model about a sample picture; both came with the program.")
    private boolean demo;

    @Option(
            names = "--measure-start",
            description = "Print how long the start took and what memory the idle window takes, and end.")
    private boolean measureStart;

    // Asked once: the program itself tells the toolkit later to use none.
    private final boolean display = displayThere();

    Optional<Path> model() {
        return Optional.ofNullable(model).map(Path::toAbsolutePath).map(Path::normalize);
    }

    List<Path> images() {
        return images;
    }

    Optional<String> ask() {
        return Optional.ofNullable(ask);
    }

    Optional<Path> screenshot() {
        return Optional.ofNullable(screenshot);
    }

    /** Without a display there is nobody to press a button, so a start with nothing to do shows the demonstration. */
    boolean demo() {
        return demo
                || headless()
                        && !measureStart
                        && ask == null
                        && screenshot == null
                        && model == null
                        && images.isEmpty();
    }

    boolean measureStart() {
        return measureStart;
    }

    /** Whether something is to be done that ends. */
    boolean scripted() {
        return demo() || ask != null || screenshot != null || headless() && !measureStart;
    }

    boolean headless() {
        return headless || !display;
    }

    /** Nobody asked for it, but there is no display. */
    boolean noDisplayFound() {
        return !headless && !display;
    }

    private static boolean displayThere() {
        boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
        return !linux || System.getenv("DISPLAY") != null || "Headless".equals(System.getProperty("glass.platform"));
    }
}
