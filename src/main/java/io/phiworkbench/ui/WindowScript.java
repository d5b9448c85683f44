package io.phiworkbench.ui;

import io.phiworkbench.chat.MessageState;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.ui.chat.ChatViewModel;
import io.phiworkbench.ui.chat.MessageViewModel;
import io.phiworkbench.ui.figures.Figures;
import io.phiworkbench.ui.tray.Pictures;
import io.phiworkbench.ui.tray.TrayItem;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import javafx.animation.PauseTransition;
import javafx.util.Duration;
import javafx.util.Subscription;

/**
 * Does in the window what the command line asked for: loads the model, fills the tray, asks, prints the answer with its
 * figures, saves a picture of the window.
 */
final class WindowScript {
    /** Lets the last layout pass and the fading of notices come to rest. */
    private static final Duration SETTLE = Duration.millis(400);

    private final Workbench workbench;
    private final MainWindow window;
    private final WindowArguments arguments;
    private final IntConsumer end;
    private final PrintStream out = System.out;

    /** @param end gets the exit code */
    WindowScript(Workbench workbench, MainWindow window, WindowArguments arguments, IntConsumer end) {
        this.workbench = workbench;
        this.window = window;
        this.arguments = arguments;
        this.end = end;
    }

    void run() {
        if (arguments.model().isEmpty() && arguments.ask().isEmpty()) {
            fillTray();
            return;
        }
        Path folder = arguments.model().orElseGet(() -> workbench.start().demo());
        workbench.models().load(folder, LoadOptions.auto()).whenComplete((_, problem) -> {
            if (problem == null) {
                fillTray();
            } else {
                fail(problem.getMessage());
            }
        });
    }

    private void fillTray() {
        ChatViewModel chat = workbench.chat();
        if (arguments.images().isEmpty()) {
            ask();
            return;
        }
        chat.tray().addFiles(arguments.images());
        Subscription[] waiting = new Subscription[1];
        waiting[0] = chat.tray().readyProperty().subscribe((_, ready) -> {
            if (ready && !chat.tray().items().isEmpty()) {
                waiting[0].unsubscribe();
                workbench.threads().fx().execute(this::ask);
            }
        });
    }

    private void ask() {
        ChatViewModel chat = workbench.chat();
        boolean refused = false;
        for (TrayItem item : chat.tray().items()) {
            if (item.state() == TrayItem.State.REFUSED) {
                System.err.println(item.name() + ": " + item.reasonProperty().get());
                refused = true;
            }
        }
        if (arguments.ask().isEmpty() || refused) {
            finish(refused ? 1 : 0);
            return;
        }
        chat.onFinished(this::answered);
        chat.ask(arguments.ask().get());
        if (!chat.problemProperty().get().isEmpty()) {
            fail(chat.problemProperty().get());
        }
    }

    private void answered(MessageViewModel answer) {
        out.println(answer.message().text());
        answer.message().details().ifPresent(details -> {
            out.println();
            out.println(Figures.line(details));
            out.println(Figures.settings(details.record()));
        });
        if (answer.message().state() == MessageState.FAILED) {
            fail(answer.message().error().orElse(""));
        } else {
            finish(0);
        }
    }

    private void fail(String message) {
        System.err.println(message);
        finish(1);
    }

    private void finish(int code) {
        PauseTransition settle = new PauseTransition(SETTLE);
        settle.setOnFinished(_ -> end.accept(screenshot() ? code : 1));
        settle.play();
    }

    private boolean screenshot() {
        if (arguments.screenshot().isEmpty()) {
            return true;
        }
        Path file = arguments.screenshot().get().toAbsolutePath();
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, Pictures.png(window.scene().snapshot(null)));
            out.println("Screenshot: " + file);
            return true;
        } catch (IOException e) {
            System.err.println("The screenshot cannot be written to " + file + ": " + e.getMessage());
            return false;
        }
    }
}
