package io.phiworkbench.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.ui.WindowRig;
import io.phiworkbench.ui.theme.Appearance;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sheets over a window, one after the other. */
class OverlayTest {
    /** Longer than any fading of a sheet. */
    private static final int FRAMES = 30;

    private Overlay overlay;
    private TextField below;
    private Stage stage;

    @BeforeEach
    void open() {
        WindowRig.startToolkit();
        WindowRig.run(() -> {
            overlay = new Overlay();
            below = new TextField();
            stage = new Stage();
            stage.setScene(new Scene(new StackPane(below, overlay.node()), 400, 300));
            new Appearance().dress(stage.getScene());
            stage.show();
            below.requestFocus();
        });
    }

    @AfterEach
    void close() {
        WindowRig.run(stage::close);
    }

    @Test
    void aSheetOpenedAsSoonAsAnotherWasClosedStays() {
        Button first = WindowRig.fx(() -> new Button("first"));
        WindowRig.run(() -> overlay.show(first));
        WindowRig.frames(FRAMES);
        WindowRig.run(overlay::hide);
        WindowRig.await("the first is away", () -> first.getScene() == null);
        WindowRig.run(() -> overlay.show(new Button("second")));
        WindowRig.frames(FRAMES);
        assertShown("second");
    }

    @Test
    void aSheetOpenedWhileAnotherIsThereTakesItsPlaceAndEscapeClosesIt() {
        Button second = WindowRig.fx(() -> new Button("second"));
        WindowRig.run(() -> overlay.show(new Button("first")));
        WindowRig.run(() -> overlay.show(second));
        WindowRig.frames(FRAMES);
        assertShown("second");
        WindowRig.run(() -> second.fireEvent(
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ESCAPE, false, false, false, false)));
        WindowRig.await("the keyboard below", below::isFocused);
        WindowRig.run(() -> assertThat(overlay.isShown()).isFalse());
    }

    @Test
    void sheetsThatWaitComeOneAfterTheOther() {
        WindowRig.run(() -> {
            overlay.showInTurn(new Button("first"));
            overlay.showInTurn(new Button("second"));
        });
        WindowRig.frames(FRAMES);
        assertShown("first");
        WindowRig.run(overlay::hide);
        WindowRig.frames(FRAMES);
        assertShown("second");
        WindowRig.run(overlay::hide);
        WindowRig.await("the keyboard below", below::isFocused);
    }

    @Test
    void theKeyboardGoesIntoTheSheetAndBackToWhereItWas() {
        Button sheet = WindowRig.fx(() -> new Button("sheet"));
        WindowRig.run(() -> overlay.show(sheet));
        WindowRig.await("the keyboard in the sheet", sheet::isFocused);
        WindowRig.run(overlay::hide);
        WindowRig.await("the keyboard below", below::isFocused);
        WindowRig.run(() -> assertThat(sheet.getScene()).isNull());
    }

    private void assertShown(String text) {
        WindowRig.run(() -> {
            assertThat(overlay.isShown()).isTrue();
            assertThat(overlay.node().getOpacity()).isEqualTo(1);
            assertThat(stage.getScene().getRoot().lookupAll(".button").stream()
                            .filter(Node::isFocused)
                            .map(Button.class::cast))
                    .extracting(Button::getText)
                    .containsExactly(text);
        });
    }
}
