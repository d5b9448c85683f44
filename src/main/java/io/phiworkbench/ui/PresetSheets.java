package io.phiworkbench.ui;

import io.phiworkbench.chat.Preset;
import io.phiworkbench.ui.chat.PresetPanel;
import io.phiworkbench.ui.control.Toasts;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.shell.Overlay;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The ready-made questions: read from the store, and written on a sheet over the window. */
final class PresetSheets implements PresetPanel.Outcome {
    private final Workbench workbench;
    private final Overlay overlay;
    private final Toasts toasts;
    private final Consumer<List<Preset>> shown;

    /** @param shown takes all ready-made questions, each time that they changed */
    PresetSheets(Workbench workbench, Overlay overlay, Toasts toasts, Consumer<List<Preset>> shown) {
        this.workbench = workbench;
        this.overlay = overlay;
        this.toasts = toasts;
        this.shown = shown;
    }

    /** Reads them from the store. */
    void load() {
        workbench
                .threads()
                .follow(
                        workbench.chats().presets(Messages.locale()),
                        shown,
                        e -> workbench.chat().report(Failures.text(e)));
    }

    void add() {
        overlay.show(new PresetPanel(Optional.empty(), this));
    }

    void change(Preset preset) {
        overlay.show(new PresetPanel(Optional.of(preset), this));
    }

    @Override
    public void save(Preset preset) {
        loadAfter(workbench.chats().savePreset(preset));
    }

    @Override
    public void remove(Preset preset) {
        loadAfter(workbench.chats().removePreset(preset.id()));
        toasts.show(Messages.text("presets.removed", preset.title()), Messages.text("common.undo"), () -> save(preset));
    }

    @Override
    public void close() {
        overlay.hide();
    }

    private void loadAfter(CompletableFuture<Void> written) {
        workbench.threads().follow(written, _ -> load(), e -> workbench.chat().report(Failures.text(e)));
    }
}
