package io.phiworkbench.ui.control;

import atlantafx.base.controls.SelectableTextFlow;
import io.phiworkbench.ui.i18n.Messages;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.Text;
import org.kordamp.ikonli.feather.Feather;

/** Text that can be selected with the mouse, and copied with the keys of the system or from a menu. */
public final class SelectableText {
    private SelectableText() {}

    /** @param gone parts that are shown but no longer there: they are copied only where nothing else is selected */
    public static SelectableTextFlow of(List<Text> texts, Predicate<Text> gone) {
        SelectableTextFlow flow = new SelectableTextFlow(texts.toArray(Text[]::new));
        flow.addEventHandler(KeyEvent.KEY_PRESSED, e -> {
            if (e.isShortcutDown() && !e.isShiftDown() && e.getCode() == KeyCode.C) {
                copy(flow, gone);
                e.consume();
            } else if (e.isShortcutDown() && !e.isShiftDown() && e.getCode() == KeyCode.A) {
                flow.selectAll();
                e.consume();
            }
        });
        // The button that asks for the menu would take the selection away.
        flow.addEventFilter(MouseEvent.MOUSE_PRESSED, e -> {
            if (e.getButton() == MouseButton.SECONDARY) {
                e.consume();
            }
        });
        flow.addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, e -> {
            menu(flow, gone).show(flow, e.getScreenX(), e.getScreenY());
            e.consume();
        });
        return flow;
    }

    private static ContextMenu menu(SelectableTextFlow flow, Predicate<Text> gone) {
        MenuItem copy = Buttons.menuItem(Feather.COPY, Messages.text("common.copy"), () -> copy(flow, gone));
        copy.setDisable(selected(flow).isEmpty());
        MenuItem all = Buttons.menuItem(null, Messages.text("common.selectAll"), () -> {
            flow.requestFocus();
            flow.selectAll();
        });
        ContextMenu menu = new ContextMenu(copy, all);
        menu.setAutoHide(true);
        return menu;
    }

    private static void copy(SelectableTextFlow flow, Predicate<Text> gone) {
        List<Text> selected = selected(flow);
        if (selected.isEmpty()) {
            return;
        }
        boolean allGone =
                selected.stream().allMatch(text -> gone.test(text) || part(text).isBlank());
        ClipboardText.put(selected.stream()
                .filter(text -> allGone || !gone.test(text))
                .map(SelectableText::part)
                .collect(Collectors.joining()));
    }

    private static List<Text> selected(SelectableTextFlow flow) {
        return flow.getChildren().stream()
                .filter(Text.class::isInstance)
                .map(Text.class::cast)
                .filter(text -> text.getSelectionStart() >= 0 && text.getSelectionEnd() > text.getSelectionStart())
                .toList();
    }

    private static String part(Text text) {
        int end = Math.min(text.getSelectionEnd(), text.getText().length());
        return text.getText().substring(text.getSelectionStart(), end);
    }
}
