package io.phiworkbench.ui.tray;

import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.i18n.Messages;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.MenuItem;
import javafx.scene.image.Image;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.kordamp.ikonli.feather.Feather;

/** Every way in which pictures come into the tray: drop, paste, file dialog, folder. */
public final class MediaInput {
    private static final Set<String> DOCUMENTS = Set.of("pdf");
    private static final Set<String> VIDEOS = Set.of("mp4", "mkv", "webm", "mov", "avi", "m4v");

    private final TrayViewModel tray;
    private final Supplier<Window> window;
    private Consumer<Path> whenDocument = this::asPicture;
    private Consumer<Path> whenVideo = this::asPicture;
    private Runnable whenCapture = () -> {};
    private Path lastFolder;

    public MediaInput(TrayViewModel tray, Supplier<Window> window) {
        this.tray = tray;
        this.window = window;
    }

    /** Gets documents whose pages are to be chosen. */
    public void onDocument(Consumer<Path> chooser) {
        whenDocument = chooser;
    }

    /** Gets videos whose frames are to be chosen. */
    public void onVideo(Consumer<Path> chooser) {
        whenVideo = chooser;
    }

    /** Gets the wish for a picture of a part of the screen. */
    public void onCapture(Runnable capture) {
        whenCapture = capture;
    }

    private void asPicture(Path file) {
        tray.addFiles(List.of(file));
    }

    /** What the attach button offers. */
    public List<MenuItem> menuItems() {
        return List.of(
                Buttons.menuItem(Feather.IMAGE, Messages.text("attach.files"), this::chooseFiles),
                Buttons.menuItem(Feather.FOLDER, Messages.text("attach.folder"), this::chooseFolder),
                Buttons.menuItem(Feather.CLIPBOARD, Messages.text("attach.paste"), this::paste),
                Buttons.menuItem(Feather.MONITOR, Messages.text("attach.capture"), this::capture));
    }

    /** Files and folders of any kind. */
    public void add(List<Path> paths) {
        tray.addFiles(paths.stream()
                .filter(p -> !DOCUMENTS.contains(ending(p)) && !VIDEOS.contains(ending(p)))
                .toList());
        paths.stream().filter(p -> DOCUMENTS.contains(ending(p))).forEach(whenDocument);
        paths.stream().filter(p -> VIDEOS.contains(ending(p))).forEach(whenVideo);
    }

    public void chooseFiles() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(Messages.text("attach.files"));
        if (lastFolder != null) {
            chooser.setInitialDirectory(lastFolder.toFile());
        }
        List<File> files = chooser.showOpenMultipleDialog(window.get());
        if (files != null) {
            lastFolder = files.getFirst().toPath().toAbsolutePath().getParent();
            add(files.stream().map(File::toPath).toList());
        }
    }

    public void chooseFolder() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(Messages.text("attach.folder"));
        File folder = chooser.showDialog(window.get());
        if (folder != null) {
            add(List.of(folder.toPath()));
        }
    }

    /** Lets the user choose a part of the screen. */
    public void capture() {
        whenCapture.run();
    }

    /** Takes what the clipboard holds, and says so where that is nothing usable. */
    public void paste() {
        if (!takeMedia()) {
            refusePaste();
        }
    }

    private void refusePaste() {
        tray.refuse(Messages.text("attach.clipboard"), Messages.text("attach.nothing"));
    }

    /**
     * Takes pictures or files from the clipboard, and says so where it holds nothing that could be pasted at all; false
     * where it holds text, which is the text field's.
     */
    public boolean pasteIfMedia() {
        if (takeMedia()) {
            return true;
        }
        if (Clipboard.getSystemClipboard().hasString()) {
            return false;
        }
        refusePaste();
        return true;
    }

    private boolean takeMedia() {
        Clipboard clipboard = Clipboard.getSystemClipboard();
        if (clipboard.hasFiles()) {
            add(clipboard.getFiles().stream().map(File::toPath).toList());
            return true;
        }
        // Office programs offer text and a picture of it; the text is what is meant.
        if (clipboard.hasImage() && !clipboard.hasString()) {
            addImage(Messages.text("attach.pasted"), clipboard.getImage());
            return true;
        }
        return false;
    }

    /** What a drag would do, answered while it hovers. */
    public void dragOver(DragEvent e) {
        if (!TrayView.isOwnDrag(e.getDragboard())
                && (e.getDragboard().hasFiles()
                        || e.getDragboard().hasImage()
                        || e.getDragboard().hasUrl())) {
            e.acceptTransferModes(TransferMode.COPY);
        }
        e.consume();
    }

    /** Takes what was dropped. */
    public void dropped(DragEvent e) {
        boolean taken = true;
        if (e.getDragboard().hasFiles()) {
            add(e.getDragboard().getFiles().stream().map(File::toPath).toList());
        } else if (e.getDragboard().hasImage()) {
            addImage(Messages.text("attach.dropped"), e.getDragboard().getImage());
        } else if (e.getDragboard().hasUrl()) {
            // A browser that gives an address only: fetching it would leave the machine.
            tray.refuse(e.getDragboard().getUrl(), Messages.text("attach.address"));
        } else {
            taken = false;
        }
        e.setDropCompleted(taken);
        e.consume();
    }

    private void addImage(String name, Image image) {
        tray.addPicture(name, () -> Pictures.png(image));
    }

    private static String ending(Path file) {
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
