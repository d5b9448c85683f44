package io.phiworkbench.ui.tray;

import io.phiworkbench.chat.Attachment;
import io.phiworkbench.chat.Picture;
import io.phiworkbench.failure.FileFault;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.ModelDescription;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.vision.CropShape;
import io.phiworkbench.vision.HdTransform;
import io.phiworkbench.vision.MediaException;
import io.phiworkbench.vision.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

/**
 * The pictures of the next question, in their order. Nothing that was given is dropped silently: what cannot be sent
 * stays, with its reason, until the user takes it away.
 */
public final class TrayViewModel {
    /** Keeps a folder of holiday pictures from filling the memory. */
    public static final int MOST_PICTURES = 100;

    private static final int THUMBNAIL_SIZE = 240;
    private static final Set<String> PICTURE_ENDINGS =
            Set.of("png", "jpg", "jpeg", "bmp", "gif", "webp", "tif", "tiff", "jfif");

    private final FxThread threads;
    // Decoding takes memory, so not all pictures of a folder at once.
    private final Semaphore decoding = new Semaphore(2);
    private final ObservableList<TrayItem> items = FXCollections.observableArrayList();
    // Held, since an unmodifiable list that nobody holds loses its listeners.
    private final ObservableList<TrayItem> shownItems = FXCollections.unmodifiableObservableList(items);
    private final ReadOnlyIntegerWrapper totalTokens = new ReadOnlyIntegerWrapper();
    private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper(true);
    private final IntegerProperty picturesBefore = new SimpleIntegerProperty();

    private CropShape shape = CropShape.CLIP_L14_336;
    private int cropsSingle = HdTransform.NUM_CROPS_SINGLE;
    private int cropsMany = HdTransform.NUM_CROPS_MULTIPLE;

    public TrayViewModel(FxThread threads) {
        this.threads = threads;
        items.addListener((ListChangeListener<TrayItem>) _ -> recount());
        picturesBefore.subscribe(_ -> recount());
    }

    public ObservableList<TrayItem> items() {
        return shownItems;
    }

    /** What all pictures cost of the context. */
    public ReadOnlyIntegerProperty totalTokensProperty() {
        return totalTokens.getReadOnlyProperty();
    }

    /** False while a picture is being read. */
    public ReadOnlyBooleanProperty readyProperty() {
        return ready.getReadOnlyProperty();
    }

    /** Pictures that the conversation already holds; the tray counts on from there. */
    public IntegerProperty picturesBeforeProperty() {
        return picturesBefore;
    }

    /** The model that will look at the pictures: its crops decide what they cost. */
    public void setModel(Optional<ModelDescription> model) {
        model.filter(ModelDescription::readsImages).ifPresent(m -> {
            shape = m.cropSize() > 0 ? new CropShape(m.cropSize(), m.patchSize()) : CropShape.CLIP_L14_336;
            cropsSingle = Math.max(1, m.defaultCropsSingle());
            cropsMany = Math.max(1, m.defaultCropsMany());
        });
        recount();
    }

    /**
     * Files and folders, as dropped or chosen. A folder stands for the pictures that lie directly in it.
     *
     * @return completes on the FX thread when each of them is ready or was refused
     */
    public CompletableFuture<Void> addFiles(List<Path> paths) {
        CompletableFuture<Void> all = new CompletableFuture<>();
        threads.call(
                () -> paths.stream().map(TrayViewModel::look).toList(),
                found -> {
                    List<Path> files =
                            found.stream().flatMap(f -> f.files().stream()).toList();
                    found.stream().filter(f -> !f.problem().isEmpty()).forEach(f -> refuse(f.name(), f.problem()));
                    int room = roomFor(files.size());
                    CompletableFuture<?>[] read =
                            files.stream().limit(room).map(this::addFile).toArray(CompletableFuture[]::new);
                    refuseBeyond(room, files.size());
                    CompletableFuture.allOf(read).thenRun(() -> all.complete(null));
                },
                problem -> {
                    refuse(Messages.text("tray.files"), Failures.reason(problem));
                    all.complete(null);
                });
        return all;
    }

    /** How many of so many pictures may still be added. */
    int roomFor(int pictures) {
        return Math.clamp(MOST_PICTURES - items.size(), 0, pictures);
    }

    /** Says in one line that the others of so many pictures were not added. */
    void refuseBeyond(int room, int pictures) {
        if (pictures > room) {
            refuse(Messages.text("tray.more", pictures - room), Messages.text("tray.tooMany", MOST_PICTURES));
        }
    }

    /** A picture that is no file: pasted, captured, a page, a frame. */
    public void addPicture(String name, Supplier<byte[]> content) {
        read(new TrayItem(name), () -> ImageInput.of(name, content.get()));
    }

    /** Shows that something was given that cannot be used. */
    public void refuse(String name, String why) {
        TrayItem item = new TrayItem(name);
        item.refuse(why);
        items.add(item);
    }

    public void remove(TrayItem item) {
        items.remove(item);
    }

    public void clear() {
        items.clear();
    }

    /** Takes away what was sent; what was refused has been read by then and goes too. */
    public void sent() {
        items.clear();
    }

    /** Puts an item at another place; its number follows. */
    public void move(TrayItem item, int index) {
        int from = items.indexOf(item);
        int to = Math.clamp(index, 0, items.size() - 1);
        if (from >= 0 && from != to) {
            items.remove(from);
            items.add(to, item);
        }
    }

    /** Turns a picture clockwise; a region that was cut out is turned with it. */
    public void rotate(TrayItem item) {
        Optional<Attachment.Region> turned = item.region().map(r -> turned(item, r));
        edit(item, (item.quarterTurns() + 1) % 4, turned);
    }

    /** Cuts to a region, in pixels of the picture as it is shown now. */
    public void crop(TrayItem item, Attachment.Region region) {
        Attachment.Region whole = item.region().orElse(new Attachment.Region(0, 0, item.width(), item.height()));
        edit(
                item,
                item.quarterTurns(),
                Optional.of(new Attachment.Region(
                        whole.x() + region.x(), whole.y() + region.y(), region.width(), region.height())));
    }

    /** Undoes rotation and cut. */
    public void restore(TrayItem item) {
        edit(item, 0, Optional.empty());
    }

    /** Sets the user's limit of crops, or gives it back to the model. */
    public void limitCrops(TrayItem item, OptionalInt crops) {
        item.limit(crops);
        recount();
    }

    /** What will be sent, in order. */
    public List<Picture> pictures() {
        return items.stream()
                .filter(i -> i.state() == TrayItem.State.READY)
                .map(TrayItem::picture)
                .toList();
    }

    /** The crops a picture of this tray gets if the user does not say. */
    public int defaultCrops() {
        return pictureCount() > 1 ? cropsMany : cropsSingle;
    }

    /** The crops each of several pictures gets. */
    int cropsForMany() {
        return cropsMany;
    }

    CropShape shape() {
        return shape;
    }

    private long pictureCount() {
        return items.stream().filter(i -> i.state() == TrayItem.State.READY).count();
    }

    /** A cut in the turned picture, before cutting: the original's size decides where the axes go. */
    private static Attachment.Region turned(TrayItem item, Attachment.Region r) {
        int uncutHeight = item.uncutHeight();
        return new Attachment.Region(uncutHeight - r.y() - r.height(), r.x(), r.height(), r.width());
    }

    private void edit(TrayItem item, int turns, Optional<Attachment.Region> region) {
        ImageInput original = item.original();
        threads.call(
                () -> decode(() -> turns == 0 && region.isEmpty() ? original : Pictures.edit(original, turns, region)),
                opened -> {
                    item.edited(opened, turns, region);
                    recount();
                },
                problem -> refuseItem(item, problem));
    }

    private CompletableFuture<Void> addFile(Path file) {
        TrayItem item = new TrayItem(file.getFileName().toString());
        return read(item, () -> Pictures.file(file));
    }

    private CompletableFuture<Void> read(TrayItem item, Supplier<ImageInput> content) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        items.add(item);
        threads.call(
                () -> decode(content),
                opened -> {
                    item.ready(opened);
                    recount();
                    done.complete(null);
                },
                problem -> {
                    refuseItem(item, problem);
                    done.complete(null);
                });
        return done;
    }

    private void refuseItem(TrayItem item, RuntimeException problem) {
        item.refuse(Failures.reason(problem));
        recount();
    }

    private Pictures.Opened decode(Supplier<ImageInput> content) {
        decoding.acquireUninterruptibly();
        try {
            return Pictures.open(content.get(), THUMBNAIL_SIZE);
        } finally {
            decoding.release();
        }
    }

    /** What one thing that was given stands for, or why it cannot be used: the others are taken all the same. */
    private record Found(String name, List<Path> files, String problem) {}

    private static Found look(Path path) {
        String name = path.getFileName() == null
                ? path.toString()
                : path.getFileName().toString();
        try {
            return new Found(name, filesOf(path, name), "");
        } catch (RuntimeException e) {
            return new Found(name, List.of(), Failures.reason(e));
        }
    }

    private static List<Path> filesOf(Path path, String name) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            List<Path> pictures =
                    files.filter(TrayViewModel::isPictureName).sorted().toList();
            if (pictures.isEmpty()) {
                throw new MediaException(name, Refusal.FOLDER_WITHOUT_PICTURES);
            }
            return pictures;
        } catch (IOException e) {
            throw new MediaException(name, e, Refusal.FOLDER_UNREADABLE, FileFault.of(e));
        } catch (UncheckedIOException e) {
            throw new MediaException(name, e, Refusal.FOLDER_UNREADABLE, FileFault.of(e.getCause()));
        }
    }

    private static boolean isPictureName(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return PICTURE_ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1)) && Files.isRegularFile(file);
    }

    private void recount() {
        int crops = defaultCrops();
        int number = picturesBefore.get();
        int sum = 0;
        for (TrayItem item : items) {
            item.plan(crops, shape);
            boolean isPicture = item.state() == TrayItem.State.READY;
            item.number(isPicture ? ++number : 0);
            sum += item.tokensProperty().get();
        }
        totalTokens.set(sum);
        ready.set(items.stream().noneMatch(i -> i.state() == TrayItem.State.READING));
    }
}
