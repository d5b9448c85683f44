package io.phiworkbench.ui;

import io.phiworkbench.chat.MessageState;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.ui.chat.ChatViewModel;
import io.phiworkbench.ui.chat.MessageViewModel;
import io.phiworkbench.ui.chat.Sample;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.figures.Figures;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.tray.Pictures;
import io.phiworkbench.ui.tray.TrayItem;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import javafx.animation.PauseTransition;
import javafx.util.Duration;

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
        if (arguments.demo()) {
            workbench.start().whenRead().whenComplete((samples, problem) -> {
                if (problem != null || samples.isEmpty()) {
                    fail(problem == null ? Messages.text("start.noSamples") : Failures.text(problem));
                } else {
                    play(samples.getFirst());
                }
            });
            return;
        }
        CompletableFuture<?> model = arguments.model().isEmpty()
                        && arguments.ask().isEmpty()
                ? CompletableFuture.completedFuture(null)
                : workbench
                        .models()
                        .load(
                                arguments
                                        .model()
                                        .orElseGet(() -> workbench.start().demo()),
                                LoadOptions.auto());
        model.thenCompose(_ -> workbench.chat().tray().addFiles(arguments.images()))
                .whenComplete((_, problem) -> {
                    if (problem == null) {
                        ask();
                    } else {
                        fail(Failures.text(FxThread.cause(problem)));
                    }
                });
    }

    /** Does what a click on the sample would do. */
    private void play(Sample sample) {
        out.println(Messages.text(
                "start.asked", sample.files().getFirst().getFileName().toString(), sample.question()));
        out.println();
        workbench.chat().onFinished(this::answered);
        workbench.start().tryIt(sample).whenComplete((_, problem) -> {
            if (problem != null) {
                fail(Failures.text(FxThread.cause(problem)));
            } else {
                failIfRefused();
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
        if (arguments.ask().get().isBlank()) {
            fail(Messages.text("start.nothingAsked"));
            return;
        }
        chat.onFinished(this::answered);
        chat.ask(arguments.ask().get());
        failIfRefused();
    }

    /** The window may say at once why it does not ask; no answer will come then. */
    private void failIfRefused() {
        String problem = workbench.chat().problemProperty().get();
        if (!problem.isEmpty()) {
            fail(problem);
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
            fail(answer.message().failure().map(Failures::text).orElse(""));
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

    /** Without a display a picture is all that there is to see. */
    private Optional<Path> unseen() {
        return arguments.headless()
                ? Optional.of(workbench.folder().root().resolve("screenshot.png"))
                : Optional.empty();
    }

    private boolean screenshot() {
        Optional<Path> wanted = arguments.screenshot().or(this::unseen);
        if (wanted.isEmpty()) {
            return true;
        }
        Path file = wanted.get().toAbsolutePath();
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
