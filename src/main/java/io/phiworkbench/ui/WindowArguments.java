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
                    "Use no display: answer, print, save the screenshot, end. Chosen by itself where there is none.")
    private boolean headless;

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

    boolean headless() {
        return headless || !displayThere();
    }

    private static boolean displayThere() {
        boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
        return !linux || System.getenv("DISPLAY") != null || "Headless".equals(System.getProperty("glass.platform"));
    }
}
