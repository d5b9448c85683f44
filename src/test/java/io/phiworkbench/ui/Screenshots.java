package io.phiworkbench.ui;

import atlantafx.base.controls.ToggleSwitch;
import io.phiworkbench.chat.DataFolder;
import io.phiworkbench.cuda.CudaBuild;
import io.phiworkbench.cuda.CudaFolder;
import io.phiworkbench.cuda.Graphics;
import io.phiworkbench.cuda.GraphicsCard;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.remote.Preset;
import io.phiworkbench.models.cuda.CudaMachine;
import io.phiworkbench.models.cuda.CudaSupport;
import io.phiworkbench.models.hub.Downloads;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.cuda.CudaCard;
import io.phiworkbench.ui.cuda.CudaViewModel;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.models.ModelsView;
import io.phiworkbench.ui.shell.Screen;
import io.phiworkbench.ui.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.VBox;

/**
 * Makes a picture of every screen, light and dark, in English and French: {@code Screenshots FOLDER [light-en [900x600
 * [24]]]}, in the end the window's size and the size of its text, to see where either is too little or too much.
 */
public final class Screenshots {
    private static final String[][] FIRST = {
        {"Quenelle", "18.50"}, {"Salade", "9.00"}, {"Café", "2.80"}, {"Total", "30.30"}
    };
    private static final String[][] SECOND = {
        {"Quenelle", "18.50"}, {"Salade", "9.00"}, {"Café ×2", "5.60"}, {"Tarte", "7.50"}, {"Total", "40.60"}
    };

    private static final String FIRST_TEXT =
            "BISTRO RHÔNE\n12 quai Saint-Antoine, Lyon\nQuenelle 18.50\nSalade 9.00\nCafé 2.80\nTotal 30.30";
    private static final int[] VISITORS = {320, 410, 380, 560, 610, 480};
    private static final Path VISION = Path.of("src/test/resources/oracle/phi35-vision");

    private final Path folder;
    private final String size;
    private final Path data;
    private final Path first;
    private final Path second;
    private final Path chart;
    private final boolean french;
    private final String[] months;
    private final String chartTitle;
    private final String suffix;

    private Screenshots(Path folder, Theme theme, Locale locale, String size, String textSize) throws IOException {
        this.folder = folder;
        this.size = size;
        this.data = Files.createTempDirectory("phi-screenshots");
        this.first = DrawnPictures.receipt(data, "receipt-1.png", FIRST);
        this.second = DrawnPictures.receipt(data, "receipt-2.png", SECOND);
        this.french = locale.getLanguage().equals("fr");
        this.months = french
                ? new String[] {"janv.", "févr.", "mars", "avr.", "mai", "juin"}
                : new String[] {"Jan", "Feb", "Mar", "Apr", "May", "Jun"};
        this.chartTitle = french ? "Visiteurs par mois" : "Visitors by month";
        this.chart = DrawnPictures.chart(data, "visitors.png", chartTitle, months);
        this.suffix = "-" + theme.name().toLowerCase(Locale.ROOT) + "-" + locale.getLanguage() + ".png";
        Messages.use(locale);
        Path settings = new DataFolder(data.resolve("user")).settings();
        Files.createDirectories(settings.getParent());
        Files.writeString(
                settings,
                "window.theme=" + theme.name() + "\nwindow.language=" + locale
                        + (textSize.isEmpty() ? "" : "\nwindow.fontSize=" + textSize));
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
                new Screenshots(folder, theme, locale, argument(args, 2), argument(args, 3)).make();
            }
        }
        System.exit(0);
    }

    private static String argument(String[] args, int place) {
        return args.length > place ? args[place] : "";
    }

    private void make() {
        try (WindowRig rig = new WindowRig(
                data.resolve("user"),
                Path.of("assets").toAbsolutePath(),
                (path, options, progress, cancelled) -> new ScriptedModel(
                        "Phi-3.5-vision-instruct",
                        path.endsWith("phi-demo") ? this::otherAnswer : this::answer,
                        Duration.ofMillis(path.endsWith("phi-demo") ? 9 : 4)))) {
            make(rig);
        }
    }

    private void make(WindowRig rig) {
        Workbench bench = rig.workbench();
        if (!size.isEmpty()) {
            String[] sides = size.split("x");
            WindowRig.run(() -> {
                rig.stage().setWidth(Double.parseDouble(sides[0]));
                rig.stage().setHeight(Double.parseDouble(sides[1]));
            });
        }
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
        WindowRig.await("cards", () -> bench.cuda().stateProperty().get() != CudaViewModel.State.LOOKING);
        WindowRig.run(() -> ((Label) rig.window().root().lookup(".settings-note .path-text"))
                .setText("/home/u/.local/share/phi-workbench"));
        rig.screenshot(folder.resolve("settings" + suffix));
        cuda(rig);
        WindowRig.run(() -> bench.models().addFolder(VISION.toAbsolutePath().getParent()));
        WindowRig.await("models on disk", () -> bench.models().onDisk().size() >= 3);
        WindowRig.run(() -> bench.screenProperty().set(Screen.MODELS));
        WindowRig.frames(10);
        rig.screenshot(folder.resolve("models" + suffix));
        modelPages(rig);
        analysis(rig);
        compare(rig);
        WindowRig.run(() -> bench.screenProperty().set(Screen.ACTIVITY));
        WindowRig.await("seconds", () -> bench.activity().samples().size() > 6);
        rig.screenshot(folder.resolve("activity" + suffix));
        WindowRig.run(() -> {
            bench.screenProperty().set(Screen.CHAT);
            rig.window().showShortcuts();
        });
        WindowRig.frames(20);
        rig.screenshot(folder.resolve("shortcuts" + suffix));
        WindowRig.run(() -> rig.window().closeOverlay());
        difference(rig);
    }

    /** An answer that was edited, beside what the model wrote. */
    private void difference(WindowRig rig) {
        var chat = rig.workbench().chat();
        WindowRig.run(() -> {
            chat.startNew();
            chat.tray().clear();
        });
        ask(rig, french ? "Compare les deux reçus" : "Compare the two receipts", List.of(first, second));
        long written = chat.messages().getLast().id();
        WindowRig.run(() -> {
            var answer = chat.messages().getLast();
            answer.beginEdit();
            answer.draftProperty().set(edited(answer.message().text()));
            chat.finishEdit(answer);
        });
        WindowRig.await("the other version", () -> chat.messages().getLast().id() != written);
        WindowRig.run(() -> chat.compare(chat.messages().getLast(), written));
        WindowRig.await("the difference", () -> rig.window().root().lookup(".difference") != null);
        WindowRig.frames(20);
        rig.screenshot(folder.resolve("difference" + suffix));
    }

    private String edited(String answer) {
        return (french ? "Les deux reçus sont du même bistro.\n\n" : "Both receipts are of the same bistro.\n\n")
                + answer.replace(french ? "un café de plus" : "one more coffee", french ? "deux cafés" : "two coffees")
                        .replaceAll("\\| Salad.*\n", "")
                        .replace("| – |", "| 0 |");
    }

    /** As on a machine with a card, where the user asked what it would take. */
    private void cuda(WindowRig rig) {
        var card = new GraphicsCard("NVIDIA GeForce RTX 4070", 12_282_000_000L, 89);
        CudaBuild build = CudaBuild.here().orElseThrow();
        var support = new CudaSupport(
                new CudaBuild(build.platform(), build.address(), OptionalLong.of(3_214_239_381L), build.sha256()),
                new CudaFolder(Path.of("/home/u/.cache/phi-workbench/cuda"), build.platform()));
        CudaViewModel[] shown = new CudaViewModel[1];
        WindowRig.run(() -> {
            shown[0] = new CudaViewModel(
                    new CudaMachine(() -> new Graphics.Usable(12_080, List.of(card)), () -> Optional.of(support)),
                    Downloads.ofUser(),
                    FxThread.toolkit());
            var place = (VBox) rig.window().root().lookup(".cuda-card").getParent();
            place.getChildren().setAll(new CudaCard(shown[0]));
        });
        WindowRig.await("card", () -> shown[0].stateProperty().get() == CudaViewModel.State.AVAILABLE);
        WindowRig.run(shown[0]::ask);
        WindowRig.await("offer", () -> shown[0].stateProperty().get() == CudaViewModel.State.OFFERED);
        WindowRig.frames(10);
        rig.screenshot(folder.resolve("cuda" + suffix));
    }

    private void compare(WindowRig rig) {
        var compare = rig.workbench().compare();
        WindowRig.run(() -> {
            rig.workbench().screenProperty().set(Screen.COMPARE);
            compare.addPane();
            compare.panes().get(2).precisionProperty().set(LoadOptions.Precision.INT8);
            for (int i = 0; i < 3; i++) {
                String name = i == 0 ? "phi-demo" : "phi35-vision";
                compare.panes()
                        .get(i)
                        .choiceProperty()
                        .set(compare.choices().all().stream()
                                .filter(c -> c.key().endsWith(name))
                                .findFirst()
                                .orElseThrow());
            }
            compare.tray().addFiles(List.of(first, second));
            compare.promptProperty()
                    .set(
                            french
                                    ? "Quelles sont les différences entre les deux reçus ?"
                                    : "What differs between the two receipts?");
        });
        WindowRig.await(
                "pictures",
                () -> compare.tray().pictures().size() == 2
                        && compare.tray().readyProperty().get());
        WindowRig.run(compare::run);
        WindowRig.await("answers", () -> !compare.runningProperty().get());
        WindowRig.run(() -> compare.againstProperty().set(compare.panes().get(1)));
        WindowRig.await(
                "differences",
                () -> !compare.panes().get(0).differenceProperty().get().isEmpty());
        WindowRig.run(() -> compare.rate(compare.panes().get(1), 5));
        WindowRig.frames(20);
        rig.screenshot(folder.resolve("compare" + suffix));
    }

    /** Of the model that the other one is held against. */
    private String otherAnswer(Prompt prompt) {
        return answer(prompt)
                .replace(french ? "un café de plus" : "one more coffee", french ? "deux cafés" : "two coffees")
                .replace("10,30", "9,30")
                .replace("10.30", "9.30");
    }

    /** What is on the models' screen besides the models of this machine. */
    private void modelPages(WindowRig rig) {
        Workbench bench = rig.workbench();
        WindowRig.run(() -> bench.screenProperty().set(Screen.MODELS));
        WindowRig.run(() -> rig.window().root().lookupAll(".screen").stream()
                .filter(ModelsView.class::isInstance)
                .map(ModelsView.class::cast)
                .forEach(view -> {
                    Node catalogue = view.getContent().lookup(".catalogue");
                    double hidden = view.getContent().getLayoutBounds().getHeight()
                            - view.getViewportBounds().getHeight();
                    view.setVvalue(catalogue.getBoundsInParent().getMinY() / hidden);
                }));
        WindowRig.frames(10);
        rig.screenshot(folder.resolve("catalogue" + suffix));
        WindowRig.run(() -> {
            bench.remote().add();
            bench.remote().form().presetProperty().set(Preset.OLLAMA);
            bench.remote().form().modelProperty().set("phi3.5");
            bench.remote().save();
            section(rig, "models.remote");
        });
        WindowRig.await("an endpoint", () -> !bench.remote().endpoints().isEmpty());
        WindowRig.frames(10);
        rig.screenshot(folder.resolve("remote" + suffix));
        WindowRig.run(() -> {
            bench.server().portProperty().set(0);
            section(rig, "models.server");
        });
        WindowRig.await("the switch", () -> rig.window().root().lookup("#server-switch") != null);
        WindowRig.run(() -> ((ToggleSwitch) rig.window().root().lookup("#server-switch")).setSelected(true));
        WindowRig.await("the server", () -> bench.server().runningProperty().get());
        WindowRig.frames(10);
        rig.screenshot(folder.resolve("server" + suffix));
        WindowRig.run(() -> ((ToggleSwitch) rig.window().root().lookup("#server-switch")).setSelected(false));
        WindowRig.await("no server", () -> !bench.server().runningProperty().get());
    }

    private static void section(WindowRig rig, String key) {
        rig.window().root().lookupAll(".section-button").stream()
                .map(ToggleButton.class::cast)
                .filter(b -> b.getText().equals(Messages.text(key)))
                .forEach(b -> {
                    b.requestFocus();
                    b.fire();
                });
    }

    private void analysis(WindowRig rig) {
        Workbench bench = rig.workbench();
        var ocr = bench.ocr();
        WindowRig.run(() -> {
            bench.screenProperty().set(Screen.ANALYSE);
            ocr.add(List.of(first, second));
        });
        WindowRig.await(
                "page",
                () -> ocr.pages().size() == 2
                        && ocr.currentProperty().get().openedProperty().get() != null);
        WindowRig.run(() -> {
            ocr.gridShownProperty().set(true);
            ocr.readAll();
        });
        WindowRig.await(
                "text",
                () -> ocr.pages().stream().allMatch(p -> p.textProperty().get() != null)
                        && !ocr.runningProperty().get());
        WindowRig.run(ocr::nextDoubtful);
        WindowRig.frames(10);
        rig.screenshot(folder.resolve("ocr" + suffix));
        WindowRig.run(() -> {
            section(rig, "analyse.chart");
            bench.charts().open(chart);
        });
        WindowRig.await(
                "chart",
                () -> bench.charts().chartProperty().get() != null
                        && !bench.charts().runningProperty().get());
        WindowRig.run(() ->
                bench.charts().ask(french ? "Quel mois a le plus de visiteurs ?" : "Which month had most visitors?"));
        WindowRig.await("answer", () -> bench.charts().answerProperty().get() != null);
        WindowRig.frames(20);
        rig.screenshot(folder.resolve("chart" + suffix));
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

    private String chartText() {
        StringBuilder text = new StringBuilder(french ? "Mois,Visiteurs" : "Month,Visitors");
        for (int i = 0; i < months.length; i++) {
            text.append('\n').append(months[i]).append(',').append(VISITORS[i]);
        }
        return text.toString();
    }

    private String answer(Prompt prompt) {
        String asked = ScriptedModel.lastText(prompt);
        if (asked.startsWith("Read all")) {
            return FIRST_TEXT;
        }
        if (asked.startsWith("Write the data")) {
            return chartText();
        }
        if (asked.startsWith("Of which type")) {
            return "{\"type\":\"bar\",\"title\":\"" + chartTitle + "\",\"x_axis\":\"\",\"y_axis\":\"\",\"unit\":\"\"}";
        }
        if (asked.startsWith("The data of this chart")) {
            return french ? "En mai, avec 610 visiteurs." : "May, with 610 visitors.";
        }
        boolean pictures = !prompt.images().isEmpty();
        if (pictures) {
            return french
                    ? "Le second reçu compte **un café de plus** et une tarte :\n\n| Article | Reçu 1 | Reçu 2 |\n|---|---:|---:|\n| Quenelle | 18,50 | 18,50 |\n| Salade | 9,00 | 9,00 |\n| Café | 2,80 | 5,60 |\n| Tarte | – | 7,50 |\n| **Total** | **30,30** | **40,60** |\n\nLa différence est de **10,30 €**."
                    : "The second receipt lists **one more coffee** and a tart:\n\n| Item | Receipt 1 | Receipt 2 |\n|---|---:|---:|\n| Quenelle | 18.50 | 18.50 |\n| Salad | 9.00 | 9.00 |\n| Coffee | 2.80 | 5.60 |\n| Tart | – | 7.50 |\n| **Total** | **30.30** | **40.60** |\n\nThe difference is **€10.30**.";
        }
        return "## Image formats\n\n1. **PNG**: lossless, for drawings\n2. **JPEG**: lossy, for photographs\n\n```java\n// Reads a picture\nvar image = ImageIO.read(new File(\"a.png\"));\nint width = image.getWidth(); /* pixels */\n```\n\n> See `javax.imageio` and https://docs.oracle.com/ for more. The area is $w \\cdot h$.\n";
    }
}
