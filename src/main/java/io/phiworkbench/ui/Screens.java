package io.phiworkbench.ui;

import io.phiworkbench.models.ModelEntry.Origin;
import io.phiworkbench.ui.activity.ActivityView;
import io.phiworkbench.ui.analysis.ChartView;
import io.phiworkbench.ui.analysis.OcrView;
import io.phiworkbench.ui.compare.CompareView;
import io.phiworkbench.ui.cuda.CudaCard;
import io.phiworkbench.ui.models.ModelsView;
import io.phiworkbench.ui.models.catalogue.CatalogueView;
import io.phiworkbench.ui.models.catalogue.CatalogueViewModel;
import io.phiworkbench.ui.models.catalogue.DeleteControl;
import io.phiworkbench.ui.models.catalogue.FileCheckPane;
import io.phiworkbench.ui.remote.RemoteView;
import io.phiworkbench.ui.server.ServerView;
import io.phiworkbench.ui.settings.SettingsView;
import io.phiworkbench.ui.shell.Screen;
import io.phiworkbench.ui.shell.SectionedScreen;
import io.phiworkbench.ui.shell.SectionedScreen.Section;
import io.phiworkbench.ui.tray.MediaInput;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.layout.Region;

/** The views of the work area: each is made when it is first shown, and kept. */
final class Screens {
    private final Workbench workbench;
    private final PictureSheets pictures;
    private final MediaInput compareMedia;
    private final Consumer<String> openLink;
    private final Map<Screen, Region> made = new EnumMap<>(Screen.class);

    /**
     * @param chat the screen that is there from the beginning
     * @param pictures shows what lies over the window while pictures are chosen and looked at
     * @param openLink opens an address in the user's browser
     */
    Screens(Workbench workbench, Region chat, PictureSheets pictures, Consumer<String> openLink) {
        this.workbench = workbench;
        this.pictures = pictures;
        this.compareMedia = pictures.into(workbench.compare().tray());
        this.openLink = openLink;
        made.put(Screen.CHAT, chat);
    }

    Region of(Screen screen) {
        return made.computeIfAbsent(screen, this::make);
    }

    /** Brings pictures into the tray of the comparison. */
    MediaInput compareMedia() {
        return compareMedia;
    }

    /** Shows a page of the models screen: this machine's, or others that were added to it. */
    void showModels(String section) {
        ((SectionedScreen) of(Screen.MODELS)).select(section);
        workbench.screenProperty().set(Screen.MODELS);
    }

    private Region make(Screen screen) {
        return switch (screen) {
            case CHAT -> throw new IllegalStateException("the chat is there from the beginning");
            case COMPARE ->
                new CompareView(
                        workbench.compare(),
                        compareMedia,
                        item -> pictures.open(workbench.compare().tray(), item),
                        openLink);
            case ANALYSE -> analysis();
            case MODELS ->
                new SectionedScreen(List.of(
                        new Section("models.here", this::modelsHere),
                        new Section("models.remote", () -> new RemoteView(workbench.remote(), workbench.models())),
                        new Section("models.server", () -> new ServerView(workbench.server()))));
            case ACTIVITY -> new ActivityView(workbench.activity(), workbench.threads(), workbench.chat()::report);
            case SETTINGS ->
                new SettingsView(
                        workbench.settings(),
                        workbench.keptInt8(),
                        new CudaCard(workbench.cuda()),
                        workbench.folder().root(),
                        openLink);
        };
    }

    private Region analysis() {
        SectionedScreen screen = new SectionedScreen(List.of(
                new Section("analyse.ocr", () -> new OcrView(workbench.ocr(), workbench.batch())),
                new Section("analyse.chart", () -> new ChartView(workbench.charts()))));
        screen.getStyleClass().add("analyse-screen");
        return screen;
    }

    private Region modelsHere() {
        CatalogueViewModel catalogue = workbench.catalogue();
        return new ModelsView(
                workbench.models(),
                workbench.settings(),
                workbench.threads(),
                entry -> entry.origin() == Origin.HUGGING_FACE_CACHE
                        ? Optional.of(new DeleteControl(catalogue, entry))
                        : Optional.empty(),
                entry -> entry.origin() == Origin.HUGGING_FACE_CACHE
                        ? Optional.of(new FileCheckPane(catalogue.check(entry.folder()), entry.name()))
                        : Optional.empty(),
                new CatalogueView(catalogue, openLink));
    }
}
