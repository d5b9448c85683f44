package io.phiworkbench.ui;

import io.phiworkbench.chat.Conversation;
import io.phiworkbench.chat.export.ChatFiles;
import io.phiworkbench.chat.export.ExportFormat;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.Toasts;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.ui.i18n.Messages;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.kordamp.ikonli.feather.Feather;

/** What can be done with a whole chat: exports, import, rename, delete. */
final class ChatMenu {
    private static final int LONGEST_NAME = 60;

    private final Workbench workbench;
    private final Runnable rename;
    private final Consumer<Conversation> delete;
    private final Toasts toasts;
    private final Supplier<Window> window;

    ChatMenu(
            Workbench workbench,
            Runnable rename,
            Consumer<Conversation> delete,
            Toasts toasts,
            Supplier<Window> window) {
        this.workbench = workbench;
        this.rename = rename;
        this.delete = delete;
        this.toasts = toasts;
        this.window = window;
    }

    List<MenuItem> items() {
        List<MenuItem> items = new ArrayList<>();
        items.add(Buttons.menuItem(Feather.EDIT_2, Messages.text("chats.rename"), rename));
        items.add(new SeparatorMenuItem());
        for (ExportFormat format : ExportFormat.values()) {
            String key = "export." + format.name().toLowerCase(Locale.ROOT);
            MenuItem item = Buttons.menuItem(Feather.DOWNLOAD, Messages.text(key), () -> choose(format));
            item.disableProperty()
                    .bind(javafx.beans.binding.Bindings.isEmpty(workbench.chat().messages()));
            items.add(item);
        }
        items.add(Buttons.menuItem(Feather.UPLOAD, Messages.text("export.import"), this::chooseImport));
        items.add(new SeparatorMenuItem());
        items.add(
                Buttons.menuItem(Feather.TRASH_2, Messages.text("chats.delete"), () -> delete.accept(conversation())));
        return items;
    }

    private Conversation conversation() {
        return workbench.chat().conversationProperty().get();
    }

    private void choose(ExportFormat format) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(Messages.text("export.title"));
        chooser.setInitialFileName(fileName(conversation().title()) + "." + format.extension());
        chooser.getExtensionFilters()
                .setAll(new FileChooser.ExtensionFilter(
                        format.extension().toUpperCase(Locale.ROOT), "*." + format.extension()));
        File file = chooser.showSaveDialog(window.get());
        if (file != null) {
            export(format, file.toPath());
        }
    }

    /** Writes the chat that is shown, and says so when it is done. */
    void export(ExportFormat format, Path file) {
        workbench
                .threads()
                .follow(
                        files().export(conversation().id(), format, file),
                        written -> toasts.show(Messages.text("export.done", written)),
                        e -> workbench.chat().report(Failures.text(e)));
    }

    private void chooseImport() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(Messages.text("export.import"));
        chooser.getExtensionFilters().setAll(new FileChooser.ExtensionFilter("JSON", "*.json"));
        File file = chooser.showOpenDialog(window.get());
        if (file != null) {
            importFrom(file.toPath());
        }
    }

    private void importFrom(Path file) {
        workbench
                .threads()
                .follow(
                        files().importJson(file),
                        imported -> workbench.chat().open(imported.id()),
                        e -> workbench.chat().report(Failures.text(e)));
    }

    private ChatFiles files() {
        return new ChatFiles(workbench.chats(), Messages.locale());
    }

    /** A title without what file systems refuse. */
    private static String fileName(String title) {
        String safe = title.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]+", " ").strip();
        return safe.isEmpty() ? "chat" : safe.substring(0, Math.min(LONGEST_NAME, safe.length()));
    }
}
