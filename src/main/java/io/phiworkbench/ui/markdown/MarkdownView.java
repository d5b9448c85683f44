package io.phiworkbench.ui.markdown;

import atlantafx.base.theme.Styles;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.ClipboardText;
import io.phiworkbench.ui.control.SelectableText;
import io.phiworkbench.ui.control.TextDirection;
import io.phiworkbench.ui.i18n.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.geometry.NodeOrientation;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.kordamp.ikonli.feather.Feather;

/**
 * Shows Markdown blocks, one node each. Giving it new blocks keeps the nodes of those that did not change, so an answer
 * that grows costs its last block only.
 */
public final class MarkdownView extends VBox {
    private static final String REMOVED = styleClass(Span.Style.REMOVED);

    private final Consumer<String> openLink;
    private List<Block> shown = List.of();

    /** @param openLink gets addresses that were clicked */
    public MarkdownView(Consumer<String> openLink) {
        this.openLink = openLink;
        getStyleClass().add("markdown");
    }

    public void setBlocks(List<Block> blocks) {
        int same = 0;
        while (same < Math.min(blocks.size(), shown.size()) && blocks.get(same).equals(shown.get(same))) {
            same++;
        }
        getChildren().remove(same, getChildren().size());
        for (Block block : blocks.subList(same, blocks.size())) {
            getChildren().add(node(block));
        }
        shown = blocks;
    }

    /** One that went or came as a whole has a bar and a colour of its own, beside the marks of its words. */
    private Node node(Block block) {
        Node plain = plain(block);
        return MarkedSpans.wholeMark(block.texts())
                .<Node>map(mark -> {
                    VBox whole = new VBox(plain);
                    whole.getStyleClass().add(wholeClass(mark));
                    return whole;
                })
                .orElse(plain);
    }

    private static String styleClass(Span.Style style) {
        return "md-" + style.name().toLowerCase(Locale.ROOT);
    }

    private static String wholeClass(Span.Style mark) {
        return "md-whole-" + mark.name().toLowerCase(Locale.ROOT);
    }

    private Node plain(Block block) {
        return switch (block) {
            case Block.Paragraph p -> flow(p.spans(), "md-paragraph");
            case Block.Heading h -> flow(h.spans(), "md-heading-" + Math.min(h.level(), 4));
            case Block.Code c -> code(c);
            case Block.ChangedCode c -> changedCode(c);
            case Block.Quote q -> column(q.blocks(), "md-quote");
            case Block.Items i -> items(i);
            case Block.Table t -> table(t);
            case Block.Rule _ -> rule();
        };
    }

    private VBox column(List<Block> blocks, String styleClass) {
        VBox column = new VBox();
        column.getStyleClass().add(styleClass);
        blocks.forEach(b -> column.getChildren().add(node(b)));
        return column;
    }

    private static Region rule() {
        Region rule = new Region();
        rule.getStyleClass().add("md-rule");
        return rule;
    }

    private TextFlow flow(List<Span> spans, String styleClass) {
        TextFlow flow = selectable(spans.stream().map(this::text).toList());
        flow.getStyleClass().addAll("md-flow", styleClass);
        flow.setNodeOrientation(direction(spans));
        return flow;
    }

    private static NodeOrientation direction(List<Span> spans) {
        return TextDirection.of(Span.text(spans));
    }

    private Text text(Span span) {
        Text text = new Text(span.text());
        text.getStyleClass().add("md-text");
        span.styles().forEach(style -> text.getStyleClass().add(styleClass(style)));
        text.setAccessibleText(spoken(span));
        if (isAddress(span.link())) {
            text.getStyleClass().add("md-link");
            text.addEventHandler(MouseEvent.MOUSE_CLICKED, e -> {
                if (e.isStillSincePress()) {
                    openLink.accept(span.link());
                }
            });
            text.setFocusTraversable(true);
            text.setAccessibleRole(AccessibleRole.HYPERLINK);
            text.setOnKeyPressed(e -> {
                if (e.getCode() == KeyCode.ENTER || e.getCode() == KeyCode.SPACE) {
                    openLink.accept(span.link());
                    e.consume();
                }
            });
        }
        return text;
    }

    /** A screen reader tells neither colours nor lines. */
    private static String spoken(Span span) {
        if (span.text().isBlank()) {
            return span.text();
        }
        if (span.isRemoved()) {
            return Messages.text("difference.removed", span.text().strip());
        }
        return span.styles().contains(Span.Style.ADDED)
                ? Messages.text("difference.added", span.text().strip())
                : span.text();
    }

    private static boolean isAddress(String link) {
        return link.startsWith("https://") || link.startsWith("http://") || link.startsWith("mailto:");
    }

    private Node items(Block.Items list) {
        ItemsPane pane = new ItemsPane();
        pane.setNodeOrientation(TextDirection.of(PlainText.of(List.of(list))));
        int number = list.start();
        for (List<Block> item : list.items()) {
            Optional<Span.Style> whole = MarkedSpans.wholeMark(item.stream().flatMap(Block::texts));
            boolean gone = whole.equals(Optional.of(Span.Style.REMOVED));
            // What is gone is not counted.
            Label mark = new Label(
                    list.ordered() && !gone
                            ? number++ + "."
                            : whole.map(MarkdownView::sign).orElse("•"));
            mark.getStyleClass().add("md-mark");
            whole.ifPresent(
                    style -> mark.getStyleClass().add("md-mark-" + style.name().toLowerCase(Locale.ROOT)));
            pane.add(mark, column(item, "md-item"));
        }
        return pane;
    }

    private static String sign(Span.Style mark) {
        return mark == Span.Style.REMOVED ? "−" : "+";
    }

    private static Node code(Block.Code code) {
        List<Text> pieces = CodeHighlighter.highlight(code.language(), code.text()).stream()
                .map(MarkdownView::codeText)
                .toList();
        return codeBlock(code.language(), code.text(), codeFlow(pieces));
    }

    /** As wide as its longest line; by itself one that can be selected would be as narrow as a letter. */
    private static Region codeFlow(List<Text> texts) {
        TextFlow flow = selectable(texts);
        flow.getStyleClass().add("md-code-text");
        flow.setPrefWidth(Region.USE_COMPUTED_SIZE);
        flow.setMinWidth(Region.USE_PREF_SIZE);
        return flow;
    }

    private static TextFlow selectable(List<Text> texts) {
        return SelectableText.of(texts, text -> text.getStyleClass().contains(REMOVED));
    }

    /** @param text as it is copied */
    private static Node codeBlock(String name, String text, Region content) {
        Label language = new Label(name);
        language.getStyleClass().addAll("md-code-language", Styles.TEXT_MUTED);
        HBox.setHgrow(language, Priority.ALWAYS);
        language.setMaxWidth(Double.MAX_VALUE);
        HBox header = new HBox(language);
        header.getStyleClass().add("md-code-header");
        header.setAlignment(Pos.CENTER_LEFT);
        if (!text.isEmpty()) {
            header.getChildren().add(copyButton(Messages.text("markdown.copyCode"), text));
        }
        VBox box = new VBox(header, sideways(content));
        box.getStyleClass().add("md-code-block");
        return box;
    }

    /** Lines that went or came as a whole have a sign in front, in a column of its own that is not selected with them. */
    private Node changedCode(Block.ChangedCode code) {
        List<Text> signs = new ArrayList<>();
        List<Text> texts = new ArrayList<>();
        for (List<Span> line : code.lines()) {
            String end = signs.size() + 1 < code.lines().size() ? "\n" : "";
            Optional<Span.Style> whole = MarkedSpans.wholeMark(Stream.of(line));
            Text sign = new Text(whole.map(MarkdownView::sign).orElse(" ") + end);
            sign.getStyleClass().add("md-text");
            whole.ifPresent(mark -> sign.getStyleClass().add(styleClass(mark)));
            signs.add(sign);
            line.forEach(span -> texts.add(text(span)));
            texts.add(new Text(end));
        }
        TextFlow gutter = new TextFlow(signs.toArray(Text[]::new));
        gutter.getStyleClass().addAll("md-code-text", "md-code-signs");
        gutter.setMinWidth(Region.USE_PREF_SIZE);
        return codeBlock(code.language(), code.textNow(), new HBox(gutter, codeFlow(texts)));
    }

    private static Text codeText(CodeHighlighter.Piece piece) {
        Text text = new Text(piece.text());
        text.getStyleClass().addAll("md-text", "code-" + piece.kind().name().toLowerCase(Locale.ROOT));
        return text;
    }

    private Node table(Block.Table table) {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("md-table");
        addRow(grid, 0, table.header(), "md-table-header");
        for (int row = 0; row < table.rows().size(); row++) {
            addRow(grid, row + 1, table.rows().get(row), row % 2 == 1 ? "md-table-odd" : "md-table-even");
        }
        VBox box = new VBox(sideways(grid));
        box.getStyleClass().add("md-table-block");
        String csv = CsvTable.of(table);
        if (!csv.isEmpty()) {
            HBox tools = new HBox(copyButton(Messages.text("markdown.copyCsv"), csv));
            tools.getStyleClass().add("md-table-tools");
            tools.setAlignment(Pos.CENTER_LEFT);
            box.getChildren().add(tools);
        }
        return box;
    }

    private void addRow(GridPane grid, int row, List<Block.Cell> cells, String styleClass) {
        Optional<Span.Style> whole = MarkedSpans.wholeMark(cells.stream().map(Block.Cell::spans));
        for (int column = 0; column < cells.size(); column++) {
            Block.Cell cell = cells.get(column);
            TextFlow flow = selectable(cell.spans().stream().map(this::text).toList());
            flow.setPrefWidth(Region.USE_COMPUTED_SIZE);
            flow.getStyleClass().add("md-cell-text");
            flow.setNodeOrientation(direction(cell.spans()));
            TableCellPane pane = new TableCellPane(flow, cell.alignment(), styleClass);
            whole.or(() -> MarkedSpans.wholeMark(Stream.of(cell.spans())))
                    .ifPresent(mark -> pane.getStyleClass().add(wholeClass(mark)));
            grid.add(pane, column, row);
        }
    }

    /** Wide content scrolls sideways; the wheel stays with the page. */
    private static ScrollPane sideways(Region content) {
        ScrollPane scroll = new ScrollPane(content);
        scroll.getStyleClass().add("md-sideways");
        scroll.setVbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFitToHeight(true);
        scroll.setFocusTraversable(false);
        scroll.addEventFilter(javafx.scene.input.ScrollEvent.SCROLL, e -> {
            if (Math.abs(e.getDeltaY()) > Math.abs(e.getDeltaX())) {
                scroll.getParent().fireEvent(e.copyFor(scroll.getParent(), scroll.getParent()));
                e.consume();
            }
        });
        return scroll;
    }

    private static Button copyButton(String name, String text) {
        Button button = Buttons.labelled(Feather.COPY, name, () -> ClipboardText.put(text));
        button.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, "md-copy");
        return button;
    }
}
