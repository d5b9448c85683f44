package io.phiworkbench.ui;

import io.phiworkbench.chat.Attachment;
import io.phiworkbench.ui.capture.RobotScreens;
import io.phiworkbench.ui.capture.ScreenCapture;
import io.phiworkbench.ui.capture.ScreenSource;
import io.phiworkbench.ui.capture.Shot;
import io.phiworkbench.ui.shell.Overlay;
import io.phiworkbench.ui.tray.MediaChooser;
import io.phiworkbench.ui.tray.MediaInput;
import io.phiworkbench.ui.tray.PictureViewer;
import io.phiworkbench.ui.tray.StoredPictureView;
import io.phiworkbench.ui.tray.TrayItem;
import io.phiworkbench.ui.tray.TrayViewModel;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.stage.Window;

/**
 * What lies over the window while pictures come into a tray or are looked at large, the same for every screen that has a
 * tray. On the FX thread.
 */
final class PictureSheets {
    private final Overlay overlay;
    private final Workbench workbench;
    private final Supplier<Window> window;
    private ScreenSource screens = new RobotScreens();

    PictureSheets(Overlay overlay, Workbench workbench, Supplier<Window> window) {
        this.overlay = overlay;
        this.workbench = workbench;
        this.window = window;
    }

    /** Every way into a tray: pages, frames and parts of the screen are asked for. */
    MediaInput into(TrayViewModel tray) {
        MediaInput media = new MediaInput(tray, window);
        new MediaChooser(tray, workbench.threads(), overlay::showInTurn, overlay::hide).serve(media);
        media.onCapture(new ScreenCapture(new Screens(), tray, window)::start);
        return media;
    }

    /** Where pictures of the screen come from. */
    void captureFrom(ScreenSource source) {
        screens = source;
    }

    /** Those that are set when they are looked at. */
    private final class Screens implements ScreenSource {
        @Override
        public Optional<String> obstacle() {
            return screens.obstacle();
        }

        @Override
        public List<Shot> take() {
            return screens.take();
        }
    }

    void open(TrayViewModel tray, TrayItem item) {
        overlay.showLarge(new PictureViewer(tray, item, workbench.threads(), overlay::hide));
    }

    void open(Attachment attachment) {
        overlay.showLarge(new StoredPictureView(
                workbench.chats().picture(attachment), attachment.name(), workbench.threads(), overlay::hide));
    }
}
