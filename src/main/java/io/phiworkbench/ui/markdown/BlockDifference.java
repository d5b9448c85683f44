package io.phiworkbench.ui.markdown;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import io.phiworkbench.chat.WordDifference;
import io.phiworkbench.ui.markdown.Span.Style;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * One formatted text turned into another: the words of the first that went are {@link Style#REMOVED}, those that came
 * {@link Style#ADDED}; whatever stays is formatted as in the second.
 */
public final class BlockDifference {
    private static final MarkdownParser PARSER = new MarkdownParser();

    private static final Side<Block> BLOCKS =
            new Side<>(BlockDifference::alike, BlockDifference::merged, BlockDifference::marked);
    private static final Side<List<Block>> ITEMS =
            new Side<>((_, _) -> true, BlockDifference::between, (item, style) -> each(item, b -> marked(b, style)));
    private static final Side<List<Block.Cell>> ROWS = new Side<>(
            (old, now) -> old.size() == now.size(),
            BlockDifference::cells,
            (row, style) -> each(row, c -> new Block.Cell(marked(c.spans(), style), c.alignment())));

    private BlockDifference() {}

    /**
     * How parts of one kind are set against each other.
     *
     * @param alike whether two can be merged into one
     * @param mark all of one, as gone or come
     */
    private record Side<T>(BiPredicate<T, T> alike, BinaryOperator<T> merge, BiFunction<T, Style, T> mark) {}

    /** Of two texts in Markdown, with their marks read and not compared; not for the FX thread either. */
    public static List<Block> between(String before, String after) {
        return between(PARSER.parse(before), PARSER.parse(after));
    }

    /** Takes seconds where two texts of thousands of words have nothing in common: not for the FX thread. */
    public static List<Block> between(List<Block> before, List<Block> after) {
        return aligned(before, after, BLOCKS);
    }

    /** Parts that are equal stay; between them each old one is merged with the new one at its place. */
    private static <T> List<T> aligned(List<T> before, List<T> after, Side<T> side) {
        List<T> all = new ArrayList<>();
        int at = 0;
        for (AbstractDelta<T> delta : DiffUtils.diff(before, after).getDeltas()) {
            int start = delta.getSource().getPosition();
            all.addAll(before.subList(at, start));
            change(delta.getSource().getLines(), delta.getTarget().getLines(), side, all);
            at = start + delta.getSource().size();
        }
        all.addAll(before.subList(at, before.size()));
        return List.copyOf(all);
    }

    private static <T> void change(List<T> old, List<T> now, Side<T> side, List<T> all) {
        for (int i = 0; i < Math.max(old.size(), now.size()); i++) {
            if (i < Math.min(old.size(), now.size()) && side.alike().test(old.get(i), now.get(i))) {
                all.add(side.merge().apply(old.get(i), now.get(i)));
                continue;
            }
            if (i < old.size()) {
                all.add(side.mark().apply(old.get(i), Style.REMOVED));
            }
            if (i < now.size()) {
                all.add(side.mark().apply(now.get(i), Style.ADDED));
            }
        }
    }

    private static boolean alike(Block old, Block now) {
        return switch (now) {
            case Block.Items items -> old instanceof Block.Items before && before.ordered() == items.ordered();
            case Block.Table table ->
                old instanceof Block.Table before
                        && before.header().size() == table.header().size();
            case Block.Paragraph _, Block.Heading _, Block.Code _, Block.Quote _, Block.Rule _ ->
                old.getClass() == now.getClass();
        };
    }

    /** Two that are {@link #alike}. */
    private static Block merged(Block old, Block now) {
        return switch (now) {
            case Block.Paragraph p -> new Block.Paragraph(spans(((Block.Paragraph) old).spans(), p.spans()));
            case Block.Heading h -> new Block.Heading(h.level(), spans(((Block.Heading) old).spans(), h.spans()));
            case Block.Code c -> new Block.Paragraph(spans(code((Block.Code) old), code(c)));
            case Block.Quote q -> new Block.Quote(between(((Block.Quote) old).blocks(), q.blocks()));
            case Block.Items i ->
                new Block.Items(i.ordered(), i.start(), aligned(((Block.Items) old).items(), i.items(), ITEMS));
            case Block.Table t ->
                new Block.Table(
                        cells(((Block.Table) old).header(), t.header()),
                        aligned(((Block.Table) old).rows(), t.rows(), ROWS));
            case Block.Rule r -> r;
        };
    }

    private static Block marked(Block block, Style style) {
        return switch (block) {
            case Block.Paragraph p -> new Block.Paragraph(marked(p.spans(), style));
            case Block.Heading h -> new Block.Heading(h.level(), marked(h.spans(), style));
            case Block.Code c -> new Block.Paragraph(marked(code(c), style));
            case Block.Quote q -> new Block.Quote(each(q.blocks(), b -> marked(b, style)));
            case Block.Items i ->
                new Block.Items(
                        i.ordered(),
                        i.start(),
                        each(i.items(), item -> ITEMS.mark().apply(item, style)));
            case Block.Table t ->
                new Block.Table(
                        ROWS.mark().apply(t.header(), style),
                        each(t.rows(), row -> ROWS.mark().apply(row, style)));
            case Block.Rule r -> r;
        };
    }

    private static List<Block.Cell> cells(List<Block.Cell> old, List<Block.Cell> now) {
        List<Block.Cell> merged = new ArrayList<>();
        for (int i = 0; i < now.size(); i++) {
            merged.add(new Block.Cell(
                    spans(old.get(i).spans(), now.get(i).spans()), now.get(i).alignment()));
        }
        return List.copyOf(merged);
    }

    /** A block of code cannot hold marked words; a paragraph in its letters can. */
    private static List<Span> code(Block.Code code) {
        return List.of(new Span(code.text(), Set.of(Style.CODE), ""));
    }

    private static List<Span> spans(List<Span> old, List<Span> now) {
        Cut before = new Cut(old);
        Cut after = new Cut(now);
        List<Span> all = new ArrayList<>();
        for (WordDifference.Part part : WordDifference.between(Span.text(old), Span.text(now))) {
            int length = part.text().length();
            switch (part.kind()) {
                case SAME -> {
                    before.next(length);
                    all.addAll(after.next(length));
                }
                case REMOVED -> all.addAll(marked(before.next(length), Style.REMOVED));
                case ADDED -> all.addAll(marked(after.next(length), Style.ADDED));
            }
        }
        return List.copyOf(all);
    }

    private static List<Span> marked(List<Span> spans, Style style) {
        return each(spans, span -> {
            Set<Style> styles = EnumSet.of(style);
            styles.addAll(span.styles());
            return new Span(span.text(), styles, span.link());
        });
    }

    private static <T> List<T> each(List<T> all, UnaryOperator<T> change) {
        return all.stream().map(change).toList();
    }

    /** Spans that are taken away from the front, character by character. */
    private static final class Cut {
        private final List<Span> spans;
        private int span;
        private int character;

        Cut(List<Span> spans) {
            this.spans = spans;
        }

        List<Span> next(int length) {
            List<Span> taken = new ArrayList<>();
            for (int left = length; left > 0; ) {
                Span current = spans.get(span);
                int end = Math.min(current.text().length(), character + left);
                if (end > character) {
                    taken.add(new Span(current.text().substring(character, end), current.styles(), current.link()));
                }
                left -= end - character;
                character = end;
                if (end == current.text().length()) {
                    span++;
                    character = 0;
                }
            }
            return taken;
        }
    }
}
