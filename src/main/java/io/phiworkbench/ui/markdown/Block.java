package io.phiworkbench.ui.markdown;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A block of a Markdown text; a value, so that a view can see which blocks changed. */
public sealed interface Block {

    record Paragraph(List<Span> spans) implements Block {}

    /** @param level 1 to 6 */
    record Heading(int level, List<Span> spans) implements Block {}

    /** @param language as the author named it, empty for none */
    record Code(String language, String text) implements Block {}

    /**
     * In a difference: code in which words are marked.
     *
     * @param lines without their line breaks
     */
    record ChangedCode(String language, List<List<Span>> lines) implements Block {

        /** Without what is gone; empty where all of it is. */
        public String textNow() {
            return lines.stream()
                    .filter(line -> line.isEmpty() || !line.stream().allMatch(Span::isRemoved))
                    .map(line -> Span.text(
                            line.stream().filter(span -> !span.isRemoved()).toList()))
                    .collect(Collectors.joining("\n"));
        }
    }

    record Quote(List<Block> blocks) implements Block {}

    /** @param start number of the first item; ignored for bullets */
    record Items(boolean ordered, int start, List<List<Block>> items) implements Block {}

    record Table(List<Cell> header, List<List<Cell>> rows) implements Block {}

    record Rule() implements Block {}

    /** What is written in it, but for code, in the order of reading: a paragraph, a cell, a line each. */
    default Stream<List<Span>> texts() {
        return switch (this) {
            case Paragraph p -> Stream.of(p.spans());
            case Heading h -> Stream.of(h.spans());
            case ChangedCode c -> c.lines().stream();
            case Quote q -> q.blocks().stream().flatMap(Block::texts);
            case Items i -> i.items().stream().flatMap(List::stream).flatMap(Block::texts);
            case Table t ->
                Stream.concat(Stream.of(t.header()), t.rows().stream())
                        .flatMap(List::stream)
                        .map(Cell::spans);
            case Code _, Rule _ -> Stream.empty();
        };
    }

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
