package io.phiworkbench.ui.analysis;

import io.phiworkbench.analysis.OcrDocument;
import io.phiworkbench.analysis.OcrExport;
import io.phiworkbench.analysis.OcrPreset;
import io.phiworkbench.analysis.OcrReader;
import io.phiworkbench.analysis.OcrText;
import io.phiworkbench.analysis.SourcePage;
import io.phiworkbench.analysis.Word;
import io.phiworkbench.failure.FileFault;
import io.phiworkbench.inference.GenerationEvent;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.ModelDescription;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.control.Work;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.vision.CropShape;
import io.phiworkbench.vision.HdPlan;
import io.phiworkbench.vision.Region;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Pages, what was read of them, and the doubtful words that are stepped through. Used on the FX thread. */
public final class OcrViewModel {
    private final FxThread threads;
    private final Supplier<Optional<Reading>> reading;
    private final Work work;
    private final ObservableList<PageItem> pages = FXCollections.observableArrayList();
    private final ObjectProperty<PageItem> current = new SimpleObjectProperty<>();
    private final ObjectProperty<OcrPreset> preset = new SimpleObjectProperty<>(OcrPreset.PLAIN);
    private final ObjectProperty<Word> word = new SimpleObjectProperty<>();
    private final BooleanProperty gridShown = new SimpleBooleanProperty(false);
    private final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    /** @param reading the model that answers now, if there is one */
    public OcrViewModel(FxThread threads, Supplier<Optional<Reading>> reading) {
        this.threads = threads;
        this.reading = reading;
        this.work = new Work(threads);
        current.subscribe(item -> {
            word.set(null);
            if (item != null) {
                problem.set(item.problemProperty().get());
                ensureOpened(item);
            }
        });
    }

    public ObservableList<PageItem> pages() {
        return pages;
    }

    /** The page that is shown, null if there is none. */
    public ObjectProperty<PageItem> currentProperty() {
        return current;
    }

    public ObjectProperty<OcrPreset> presetProperty() {
        return preset;
    }

    /** The word that is looked at, null if none is. */
    public ObjectProperty<Word> wordProperty() {
        return word;
    }

    public BooleanProperty gridShownProperty() {
        return gridShown;
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return work.runningProperty();
    }

    /** What is going on. */
    public ReadOnlyStringProperty statusProperty() {
        return status.getReadOnlyProperty();
    }

    /** What went wrong last, empty if nothing did. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Takes pictures, PDFs and folders of them; of a PDF every page. What cannot be opened is said, the rest is taken. */
    public void add(List<Path> files) {
        problem.set("");
        for (Path file : files) {
            threads.call(() -> pagesOf(file), this::take, e -> problem.set(Failures.text(e)));
        }
    }

    private static List<SourcePage> pagesOf(Path file) {
        return Files.isDirectory(file)
                ? SourcePage.inFolder(file).stream()
                        .flatMap(inside -> SourcePage.of(inside).stream())
                        .toList()
                : SourcePage.of(file);
    }

    private void take(List<SourcePage> found) {
        List<PageItem> items = found.stream().map(PageItem::new).toList();
        pages.addAll(items);
        if (current.get() == null && !items.isEmpty()) {
            current.set(items.getFirst());
        }
    }

    public void remove(PageItem item) {
        int index = pages.indexOf(item);
        pages.remove(item);
        if (item.equals(current.get())) {
            current.set(pages.isEmpty() ? null : pages.get(Math.min(index, pages.size() - 1)));
        }
    }

    /** Opens a page that is looked at for the first time. */
    void ensureOpened(PageItem item) {
        if (item.openedProperty().get() != null || !item.beginOpening()) {
            return;
        }
        ModelDescription model = reading.get().map(r -> r.model().description()).orElse(NoModel.DESCRIPTION);
        threads.call(() -> PageItem.Opened.of(item.source(), model), item::setOpened, e -> {
            item.setProblem(Failures.text(e));
            if (item.equals(current.get())) {
                problem.set(Failures.text(e));
            }
        });
    }

    /** How the model cuts the page that is shown; empty without page or model. */
    public Optional<HdPlan> plan() {
        PageItem item = current.get();
        if (item == null || item.openedProperty().get() == null || reading.get().isEmpty()) {
            return Optional.empty();
        }
        ModelDescription model = reading.get().get().model().description();
        if (model.cropSize() <= 0) {
            return Optional.empty();
        }
        PageItem.Opened opened = item.openedProperty().get();
        return Optional.of(HdPlan.of(
                opened.width(),
                opened.height(),
                model.defaultCropsSingle(),
                new CropShape(model.cropSize(), model.patchSize())));
    }

    /** Reads the page that is shown. */
    public void readCurrent() {
        if (current.get() != null) {
            read(List.of(current.get()));
        }
    }

    /** Reads every page that was not read yet. */
    public void readAll() {
        read(pages.stream().filter(item -> item.text().isEmpty()).toList());
    }

    private void read(List<PageItem> items) {
        if (items.isEmpty()) {
            return;
        }
        PageItem item = items.getFirst();
        run(item, reader -> reader.read(picture(item, reader), preset.get(), follow(item)), text -> {
            item.textProperty().set(text);
            if (item.equals(current.get())) {
                word.set(null);
            }
            read(items.subList(1, items.size()));
        });
    }

    private static ImageInput picture(PageItem item, OcrReader reader) {
        PageItem.Opened opened = item.openedProperty().get();
        return opened == null ? reader.open(item.source()) : opened.picture();
    }

    /** Reads a part of the page that is shown and puts it where the part's text is marked, or at the end. */
    public void readRegion(Region region) {
        PageItem item = current.get();
        if (item == null) {
            return;
        }
        run(item, reader -> reader.readRegion(picture(item, reader), region, preset.get(), follow(item)), text -> {
            OcrText before = item.text().orElse(OcrText.certain(""));
            item.textProperty().set(before.followedBy(text));
        });
    }

    private void run(PageItem item, Function<OcrReader, OcrText> read, Consumer<OcrText> done) {
        problem.set("");
        Optional<Reading> now = reading.get();
        if (now.isEmpty()) {
            problem.set(Messages.text("analyse.noModel"));
            return;
        }
        status.set(Messages.text("analyse.reading", item.source().name()));
        work.start(
                () -> read.apply(new OcrReader(now.get().model(), now.get().prompts(), OptionalInt.empty())),
                text -> {
                    status.set(text.isEmpty() ? Messages.text("analyse.noText") : "");
                    done.accept(text);
                    if (!text.complete()) {
                        problem.set(
                                Messages.text("analyse.cutOff", item.source().name()));
                    }
                },
                e -> {
                    status.set("");
                    item.setProblem(Failures.text(e));
                    problem.set(Failures.text(e));
                });
    }

    private Consumer<GenerationEvent> follow(PageItem item) {
        int[] tokens = new int[1];
        return event -> {
            if (event instanceof GenerationEvent.TokenGenerated && ++tokens[0] % 8 == 0) {
                int count = tokens[0];
                threads.fx()
                        .execute(() -> status.set(Messages.text(
                                "analyse.readingTokens", item.source().name(), count)));
            }
        };
    }

    /** Stops what is being read. */
    public void stop() {
        work.stop();
        status.set("");
    }

    /** Words of the page that is shown that are less probable than others. */
    public List<Word> doubtful() {
        return Optional.ofNullable(current.get())
                .flatMap(PageItem::text)
                .map(text -> text.doubtful(OcrText.DOUBTFUL))
                .orElse(List.of());
    }

    /** Goes to the next doubtful word, from the last one to the first. */
    public void nextDoubtful() {
        step(1);
    }

    /** Goes to the doubtful word before. */
    public void previousDoubtful() {
        step(-1);
    }

    private void step(int direction) {
        List<Word> words = doubtful();
        if (words.isEmpty()) {
            word.set(null);
            return;
        }
        int from = word.get() == null ? direction > 0 ? -1 : 0 : position(words, word.get(), direction);
        word.set(words.get(Math.floorMod(from + direction, words.size())));
    }

    /** Where a word stands among the doubtful ones, or the place just before it. */
    private static int position(List<Word> words, Word word, int direction) {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).start() >= word.start()) {
                boolean itself = words.get(i).start() == word.start();
                return itself || direction < 0 ? i : i - 1;
            }
        }
        return direction > 0 ? -1 : 0;
    }

    /** Puts other characters in the place of the word that is looked at, and goes to the next doubtful one. */
    public void correctWord(String characters) {
        PageItem item = current.get();
        Word at = word.get();
        if (item == null || at == null || item.text().isEmpty()) {
            return;
        }
        OcrText text = item.text().get();
        String corrected =
                text.text().substring(0, at.start()) + characters + text.text().substring(at.end());
        OcrText next = corrected.equals(text.text()) ? text.confirmed(at) : text.corrected(corrected);
        item.textProperty().set(next);
        word.set(new Word(at.start(), at.start() + characters.length(), 1));
        nextDoubtful();
    }

    /** Takes the whole text as a person has changed it. */
    public void correctText(String corrected) {
        PageItem item = current.get();
        if (item != null) {
            OcrText before = item.text().orElse(OcrText.certain(""));
            if (!before.text().equals(corrected)) {
                item.textProperty().set(before.corrected(corrected));
            }
        }
    }

    /** Whether there is something to save. */
    public boolean hasText() {
        return pages.stream().anyMatch(item -> item.text().isPresent());
    }

    /** Saves every page that was read. */
    public void export(OcrExport kind, Path file) {
        List<OcrDocument.Page> read = pages.stream()
                .filter(item -> item.text().isPresent())
                .map(item -> new OcrDocument.Page(item.source(), item.text().get()))
                .toList();
        var document = new OcrDocument(file.getFileName().toString(), preset.get(), read);
        threads.call(
                () -> write(file, kind.bytes(document)),
                _ -> status.set(Messages.text("analyse.saved", file.getFileName())),
                e -> problem.set(Failures.text(e)));
    }

    static Path write(Path file, byte[] content) {
        try {
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(Messages.text("analyse.unwritten", file, Failures.text(FileFault.of(e))), e);
        }
    }
}
