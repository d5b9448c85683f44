package io.phiworkbench.ui.markdown;

import io.phiworkbench.ui.control.FxThread;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * A text that may grow and its blocks. Parsing happens in the background; while one version is parsed, only the newest
 * of those that come is kept, so a fast stream costs no more than the parser can do. FX thread only.
 */
public final class MarkdownText {
    private static final MarkdownParser PARSER = new MarkdownParser();

    private final FxThread threads;
    private final ReadOnlyObjectWrapper<List<Block>> blocks = new ReadOnlyObjectWrapper<>(List.of());
    private String wanted = "";
    private String parsed = "";
    private boolean parsing;

    public MarkdownText(FxThread threads) {
        this.threads = threads;
    }

    public ReadOnlyObjectProperty<List<Block>> blocksProperty() {
        return blocks.getReadOnlyProperty();
    }

    public void setText(String text) {
        wanted = text;
        parseIfNeeded();
    }

    private void parseIfNeeded() {
        if (parsing || wanted.equals(parsed)) {
            return;
        }
        parsing = true;
        String text = wanted;
        threads.call(() -> PARSER.parse(text), result -> show(text, result), problem -> {
            parsing = false;
            throw problem;
        });
    }

    private void show(String text, List<Block> result) {
        parsing = false;
        parsed = text;
        blocks.set(result);
        parseIfNeeded();
    }
}
