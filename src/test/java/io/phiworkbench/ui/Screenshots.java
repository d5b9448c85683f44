package io.phiworkbench.ui;

import io.phiworkbench.chat.DataFolder;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.shell.Screen;
import io.phiworkbench.ui.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Makes a picture of every screen, light and dark, in English and French: {@code Screenshots FOLDER
 * [light-en]}. */
public final class Screenshots {
    private static final String[][] FIRST = {
        {"Quenelle", "18.50"}, {"Salade", "9.00"}, {"Café", "2.80"}, {"Total", "30.30"}
    };
    private static final String[][] SECOND = {
        {"Quenelle", "18.50"}, {"Salade", "9.00"}, {"Café ×2", "5.60"}, {"Tarte", "7.50"}, {"Total", "40.60"}
    };

    private static final Path VISION = Path.of("src/test/resources/oracle/phi35-vision");

    private final Path folder;
    private final Path data;
    private final Path first;
    private final Path second;
    private final Path chart;
    private final boolean french;
    private final String suffix;

    private Screenshots(Path folder, Theme theme, Locale locale) throws IOException {
        this.folder = folder;
        this.data = Files.createTempDirectory("phi-screenshots");
        this.first = DrawnPictures.receipt(data, "receipt-1.png", FIRST);
        this.second = DrawnPictures.receipt(data, "receipt-2.png", SECOND);
        this.chart = DrawnPictures.chart(data, "visitors.png");
        this.french = locale.getLanguage().equals("fr");
        this.suffix = "-" + theme.name().toLowerCase(Locale.ROOT) + "-" + locale.getLanguage() + ".png";
        Messages.use(locale);
        Path settings = new DataFolder(data.resolve("user")).settings();
        Files.createDirectories(settings.getParent());
        Files.writeString(settings, "window.theme=" + theme.name() + "\nwindow.language=" + locale);
    }

    public static void main(String[] args) throws IOException {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        System.setProperty("java.awt.headless", "true");
        Path folder = Path.of(args.length > 0 ? args[0] : "docs/screenshots");
        String only = args.length > 1 ? args[1] : "";
        for (Locale locale : List.of(Locale.ENGLISH, Locale.FRENCH)) {
            for (Theme theme : List.of(Theme.LIGHT, Theme.DARK)) {
                if (!(theme.name().toLowerCase(Locale.ROOT) + "-" + locale).contains(only)) {
                    continue;
                }
                new Screenshots(folder, theme, locale).make();
            }
        }
        System.exit(0);
    }

    private void make() {
        try (WindowRig rig = new WindowRig(
                data.resolve("user"),
                Path.of("assets").toAbsolutePath(),
                (path, options, progress, cancelled) ->
                        new ScriptedModel("Phi-3.5-vision-instruct", this::answer, Duration.ofMillis(4)))) {
            make(rig);
        }
    }

    private void make(WindowRig rig) {
        Workbench bench = rig.workbench();
        WindowRig.frames(20);
        rig.screenshot(folder.resolve("start" + suffix));

        WindowRig.run(() -> bench.models().load(VISION, LoadOptions.auto()));
        WindowRig.await("model", () -> bench.models().current().isPresent());
        ask(
                rig,
                french
                        ? "Explique-moi ce code et range les formats d’image"
                        : "Explain this code and sort image formats",
                List.of());
        WindowRig.run(() -> bench.chat().startNew());
        ask(
                rig,
                french
                        ? "Quelles sont les différences entre les deux reçus ?"
                        : "What differs between the two receipts?",
                List.of(first, second));
        WindowRig.run(() -> bench.chat().regenerate(bench.chat().messages().getLast()));
        finished(rig);
        rig.screenshot(folder.resolve("chat" + suffix));

        WindowRig.run(() -> {
            bench.settings().detailsShownProperty().set(true);
            bench.chat().tray().addFiles(List.of(chart, first, new DataFolder(data.resolve("user")).settings()));
            bench.chat().draftProperty().set(french ? "Décris ce graphique" : "Describe this chart");
        });
        WindowRig.await(
                "tray",
                () -> bench.chat().tray().items().size() == 3
                        && bench.chat().tray().readyProperty().get());
        rig.screenshot(folder.resolve("tray" + suffix));

        WindowRig.run(
                () -> rig.window().openTrayItem(bench.chat().tray().items().getFirst()));
        WindowRig.frames(30);
        rig.screenshot(folder.resolve("viewer" + suffix));
        WindowRig.run(() -> rig.window().closeOverlay());
        WindowRig.frames(20);
        WindowRig.run(() -> {
            bench.settings().detailsShownProperty().set(false);
            bench.screenProperty().set(Screen.SETTINGS);
        });
        rig.screenshot(folder.resolve("settings" + suffix));
        WindowRig.run(() -> bench.models().addFolder(VISION.toAbsolutePath().getParent()));
        WindowRig.await("models on disk", () -> bench.models().onDisk().size() >= 3);
        WindowRig.run(() -> bench.screenProperty().set(Screen.MODELS));
        WindowRig.frames(10);
        rig.screenshot(folder.resolve("models" + suffix));
        WindowRig.run(() -> bench.screenProperty().set(Screen.ACTIVITY));
        WindowRig.await("seconds", () -> bench.activity().samples().size() > 6);
        rig.screenshot(folder.resolve("activity" + suffix));
        WindowRig.run(() -> {
            bench.screenProperty().set(Screen.CHAT);
            rig.window().showShortcuts();
        });
        WindowRig.frames(20);
        rig.screenshot(folder.resolve("shortcuts" + suffix));
    }

    private void ask(WindowRig rig, String question, List<Path> pictures) {
        var chat = rig.workbench().chat();
        WindowRig.run(() -> chat.tray().addFiles(pictures));
        WindowRig.await(
                "pictures",
                () -> chat.tray().items().size() == pictures.size()
                        && chat.tray().readyProperty().get());
        WindowRig.run(() -> chat.ask(question));
        finished(rig);
    }

    private static void finished(WindowRig rig) {
        var chat = rig.workbench().chat();
        WindowRig.await(
                "answer",
                () -> !chat.messages().isEmpty()
                        && chat.messages().getLast().message().details().isPresent()
                        && !chat.runningProperty().get());
        WindowRig.frames(20);
    }

    private String answer(Prompt prompt) {
        boolean pictures = !prompt.images().isEmpty();
        if (pictures) {
            return french
                    ? "Le second reçu compte **un café de plus** et une tarte :\n\n| Article | Reçu 1 | Reçu 2 |\n|---|---:|---:|\n| Quenelle | 18,50 | 18,50 |\n| Salade | 9,00 | 9,00 |\n| Café | 2,80 | 5,60 |\n| Tarte | – | 7,50 |\n| **Total** | **30,30** | **40,60** |\n\nLa différence est de **10,30 €**."
                    : "The second receipt lists **one more coffee** and a tart:\n\n| Item | Receipt 1 | Receipt 2 |\n|---|---:|---:|\n| Quenelle | 18.50 | 18.50 |\n| Salad | 9.00 | 9.00 |\n| Coffee | 2.80 | 5.60 |\n| Tart | – | 7.50 |\n| **Total** | **30.30** | **40.60** |\n\nThe difference is **€10.30**.";
        }
        return "## Image formats\n\n1. **PNG**: lossless, for drawings\n2. **JPEG**: lossy, for photographs\n\n```java\n// Reads a picture\nvar image = ImageIO.read(new File(\"a.png\"));\nint width = image.getWidth(); /* pixels */\n```\n\n> See `javax.imageio` and https://docs.oracle.com/ for more. The area is $w \\cdot h$.\n";
    }
}
