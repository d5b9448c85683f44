package io.phiworkbench.ui.tray;

import atlantafx.base.theme.Styles;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.vision.FrameChoice;
import io.phiworkbench.vision.HdPlan;
import io.phiworkbench.vision.PdfPages;
import io.phiworkbench.vision.Picture;
import io.phiworkbench.vision.VideoFrames;
import io.phiworkbench.vision.VideoInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Asks which pages of a document or which frames of a video are meant, and says what they cost, before they are drawn. */
public final class MediaChooser {
    private static final int FRAMES = 8;
    private static final int MOST_FRAMES = 64;

    private final TrayViewModel tray;
    private final FxThread threads;
    private final Consumer<Node> show;
    private final Runnable hide;

    /** @param show puts a panel over the window */
    public MediaChooser(TrayViewModel tray, FxThread threads, Consumer<Node> show, Runnable hide) {
        this.tray = tray;
        this.threads = threads;
        this.show = show;
        this.hide = hide;
    }

    /** Takes the documents and videos that are given. */
    public void serve(MediaInput input) {
        input.onDocument(this::choosePages);
        input.onVideo(this::chooseFrames);
    }

    /** What is known of a document before its pages are drawn: the tokens of each page. */
    private record Document(Path file, List<Integer> tokens) {}

    private void choosePages(Path file) {
        threads.call(() -> open(file), this::askPages, problem -> refuse(file, problem));
    }

    private Document open(Path file) {
        try (PdfPages pages = PdfPages.open(file)) {
            int crops = tray.cropsForMany();
            return new Document(
                    file,
                    pages.range("").stream()
                            .map(page -> {
                                var size = pages.header(page, crops, tray.shape());
                                return HdPlan.of(size.width(), size.height(), crops, tray.shape())
                                        .tokens();
                            })
                            .toList());
        }
    }

    private void askPages(Document document) {
        TextField range = new TextField(
                document.tokens().size() == 1
                        ? "1"
                        : "1-" + Math.min(4, document.tokens().size()));
        range.setId("page-range");
        range.setAccessibleText(Messages.text("media.pages"));
        Label cost = Nodes.label("", Styles.TEXT_MUTED);
        cost.setWrapText(true);
        Button add = new Button(Messages.text("media.add"));
        range.textProperty()
                .subscribe(text -> threads.call(
                        () -> pages(document, text),
                        chosen -> {
                            add.setDisable(false);
                            cost.setText(Messages.text(
                                    "media.pagesCost",
                                    chosen.size(),
                                    chosen.stream()
                                            .mapToInt(p -> document.tokens().get(p - 1))
                                            .sum()));
                        },
                        problem -> {
                            add.setDisable(true);
                            cost.setText(Failures.reason(problem));
                        }));
        add.setOnAction(_ -> {
            hide.run();
            addPages(document, range.getText());
        });
        show.accept(panel(
                document.file().getFileName().toString(),
                Messages.text("media.pagesOf", document.tokens().size()),
                range,
                cost,
                add));
        Nodes.focusWhenShown(range);
    }

    private static List<Integer> pages(Document document, String range) {
        try (PdfPages pages = PdfPages.open(document.file())) {
            return pages.range(range);
        }
    }

    private void addPages(Document document, String range) {
        threads.call(
                () -> pages(document, range),
                chosen -> addPages(document.file(), chosen),
                problem -> refuse(document.file(), problem));
    }

    private void addPages(Path file, List<Integer> chosen) {
        int room = tray.roomFor(chosen.size());
        chosen.stream()
                .limit(room)
                .forEach(page -> tray.addPicture(
                        Messages.text("media.page", file.getFileName(), page), () -> png(render(file, page))));
        tray.refuseBeyond(room, chosen.size());
    }

    private Picture render(Path file, int page) {
        try (PdfPages pages = PdfPages.open(file)) {
            return pages.render(page, tray.cropsForMany(), tray.shape());
        }
    }

    private void chooseFrames(Path file) {
        threads.call(() -> VideoFrames.info(file), info -> askFrames(file, info), problem -> refuse(file, problem));
    }

    private void askFrames(Path file, VideoInfo info) {
        Spinner<Integer> count = new Spinner<>(1, MOST_FRAMES, FRAMES);
        count.setId("frame-count");
        count.setEditable(true);
        Label cost = Nodes.label("", Styles.TEXT_MUTED);
        int each = HdPlan.of(info.width(), info.height(), tray.cropsForMany(), tray.shape())
                .tokens();
        count.valueProperty().subscribe(n -> cost.setText(Messages.text("media.framesCost", n, n * each)));
        Button add = new Button(Messages.text("media.add"));
        add.setOnAction(_ -> {
            hide.run();
            addFrames(file, count.getValue());
        });
        show.accept(panel(
                file.getFileName().toString(), Messages.text("media.framesOf", info.seconds()), count, cost, add));
    }

    private void addFrames(Path file, int count) {
        int room = tray.roomFor(count);
        tray.refuseBeyond(room, count);
        if (room == 0) {
            return;
        }
        AtomicInteger number = new AtomicInteger();
        threads.background().execute(() -> {
            try {
                VideoFrames.read(file, new FrameChoice.Evenly(room), frame -> {
                    byte[] png = png(frame);
                    String name = Messages.text("media.frame", file.getFileName(), number.incrementAndGet());
                    threads.fx().execute(() -> tray.addPicture(name, () -> png));
                });
            } catch (RuntimeException e) {
                threads.fx().execute(() -> refuse(file, e));
            }
        });
    }

    private static byte[] png(Picture picture) {
        return Pictures.png(picture.pixels().toBufferedImage());
    }

    private void refuse(Path file, RuntimeException problem) {
        tray.refuse(file.getFileName().toString(), Failures.reason(problem));
    }

    private VBox panel(String title, String question, Node field, Label cost, Button add) {
        add.getStyleClass().add(Styles.ACCENT);
        add.setDefaultButton(true);
        Button cancel = new Button(Messages.text("common.cancel"));
        cancel.setOnAction(_ -> hide.run());
        HBox buttons = new HBox(Nodes.spacer(), cancel, add);
        buttons.getStyleClass().add("button-row");
        Label asked = new Label(question);
        asked.setWrapText(true);
        VBox panel = new VBox(Nodes.label(title, Styles.TITLE_4), asked, field, cost, buttons);
        panel.getStyleClass().addAll("panel-sheet", "question-panel");
        panel.setMaxSize(VBox.USE_PREF_SIZE, VBox.USE_PREF_SIZE);
        return panel;
    }
}
