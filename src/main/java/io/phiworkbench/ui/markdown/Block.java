package io.phiworkbench.ui.markdown;

import java.util.List;

/** A block of a Markdown text; a value, so that a view can see which blocks changed. */
public sealed interface Block {

    record Paragraph(List<Span> spans) implements Block {}

    /** @param level 1 to 6 */
    record Heading(int level, List<Span> spans) implements Block {}

    /** @param language as the author named it, empty for none */
    record Code(String language, String text) implements Block {}

    record Quote(List<Block> blocks) implements Block {}

    /** @param start number of the first item; ignored for bullets */
    record Items(boolean ordered, int start, List<List<Block>> items) implements Block {}

    record Table(List<Cell> header, List<List<Cell>> rows) implements Block {}

    record Rule() implements Block {}

    /** A cell of a table. */
    record Cell(List<Span> spans, Alignment alignment) {
        /** Its text without styles. */
        public String text() {
            return Span.text(spans);
        }
    }

    enum Alignment {
        START,
        CENTER,
        END
    }
}
