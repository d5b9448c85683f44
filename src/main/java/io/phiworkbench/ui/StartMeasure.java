package io.phiworkbench.ui;

import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.figures.Figures;
import io.phiworkbench.ui.shell.MemoryMonitor.Sample;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;
import javafx.animation.AnimationTimer;
import javafx.animation.PauseTransition;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * Says how long it took from the start of the process (the launcher's own time included) until the window could be
 * used: the chats are listed, frames were drawn after that, and a key that is typed arrives in the question. Then what
 * memory the window takes when it is left alone, without and with the demonstration model.
 */
final class StartMeasure {
    private static final int FRAMES = 2;
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Workbench workbench;
    private final MainWindow window;
    private final PrintStream out;
    private final IntConsumer end;

    /** @param end gets the exit code */
    StartMeasure(Workbench workbench, MainWindow window, PrintStream out, IntConsumer end) {
        this.workbench = workbench;
        this.window = window;
        this.out = out;
        this.end = end;
    }

    void run() {
        new AnimationTimer() {
            private int frames;

            @Override
            public void handle(long now) {
                if (!workbench.chatList().rows().isEmpty() && ++frames > FRAMES) {
                    stop();
                    usable();
                }
            }
        }.start();
    }

    private void usable() {
        Node owner = window.scene().getFocusOwner();
        Event.fireEvent(
                owner, new KeyEvent(KeyEvent.KEY_TYPED, "x", "x", KeyCode.UNDEFINED, false, false, false, false));
        if (!workbench.chat().draftProperty().get().equals("x")) {
            System.err.println("A typed key did not arrive in the question but at " + owner);
            end.accept(1);
            return;
        }
        out.println("usable window after  " + Figures.seconds(sinceProcessStart()));
        workbench.chat().draftProperty().set("");
        idle(() -> {
            out.println("idle window          " + memory());
            withModel();
        });
    }

    private void withModel() {
        Instant asked = Instant.now();
        workbench.start().prepare().whenComplete((_, problem) -> {
            if (problem != null) {
                System.err.println(FxThread.cause(problem).getMessage());
                end.accept(1);
                return;
            }
            out.println("demo model loaded in " + Figures.seconds(Duration.between(asked, Instant.now())));
            idle(() -> {
                out.println("idle with the model  " + memory());
                end.accept(0);
            });
        });
    }

    private static void idle(Runnable then) {
        PauseTransition pause = new PauseTransition(javafx.util.Duration.millis(IDLE.toMillis()));
        pause.setOnFinished(_ -> then.run());
        pause.play();
    }

    private String memory() {
        Sample now = workbench.memory().nowProperty().get();
        return Figures.bytes(now.resident()) + " resident, of it " + Figures.bytes(now.javaHeap())
                + " of the Java heap in use";
    }

    private static Duration sinceProcessStart() {
        Instant start = ProcessHandle.current()
                .info()
                .startInstant()
                .orElseThrow(() -> new IllegalStateException("the system does not tell when a process was started"));
        return Duration.between(start, Instant.now());
    }
}
