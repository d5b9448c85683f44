package io.phiworkbench.ui.analysis;

import io.phiworkbench.analysis.OcrText;
import io.phiworkbench.analysis.Word;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.i18n.Messages;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Tooltip;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** A text whose doubtful words are marked and can be chosen. */
final class WordFlow extends TextFlow {
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

    private final Consumer<Word> choose;
    private final Map<Integer, Text> byStart = new HashMap<>();

    /** @param choose gets a word that was clicked */
    WordFlow(Consumer<Word> choose) {
        this.choose = choose;
        getStyleClass().add("ocr-text");
    }

    void show(OcrText text) {
        getChildren().clear();
        byStart.clear();
        int at = 0;
        for (Word word : text.words()) {
            add(text.text().substring(at, word.start()));
            Text shown = add(word.in(text.text()));
            byStart.put(word.start(), shown);
            dress(shown, word);
            at = word.end();
        }
        add(text.text().substring(at));
    }

    private Text add(String characters) {
        var shown = new Text(characters);
        shown.getStyleClass().add("ocr-word");
        if (!characters.isEmpty()) {
            getChildren().add(shown);
        }
        return shown;
    }

    private void dress(Text shown, Word word) {
        shown.setOnMouseClicked(_ -> choose.accept(word));
        if (word.isBelow(OcrText.DOUBTFUL)) {
            shown.getStyleClass().add(word.isBelow(OcrText.DOUBTFUL / 2) ? "ocr-guess" : "ocr-doubtful");
            Tooltip.install(shown, Buttons.tooltip(Messages.text("analyse.probability", word.probability())));
        }
    }

    /** Marks the word that is looked at. */
    void mark(Word word) {
        byStart.forEach((start, shown) -> shown.pseudoClassStateChanged(CHOSEN, word != null && word.start() == start));
    }
}
