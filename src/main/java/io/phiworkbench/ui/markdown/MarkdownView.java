package io.phiworkbench.ui.markdown;

import atlantafx.base.controls.SelectableTextFlow;
import atlantafx.base.theme.Styles;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.TextDirection;
import io.phiworkbench.ui.i18n.Messages;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.HPos;
import javafx.geometry.NodeOrientation;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.ColumnConstraints;
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

    private Node node(Block block) {
        return switch (block) {
            case Block.Paragraph p -> flow(p.spans(), "md-paragraph");
            case Block.Heading h -> flow(h.spans(), "md-heading-" + Math.min(h.level(), 4));
            case Block.Code c -> code(c);
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
        SelectableTextFlow flow =
                new SelectableTextFlow(spans.stream().map(this::text).toArray(Text[]::new));
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
        span.styles().forEach(s -> text.getStyleClass().add("md-" + s.name().toLowerCase(Locale.ROOT)));
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
        GridPane grid = new GridPane();
        grid.getStyleClass().add("md-list");
        grid.setNodeOrientation(TextDirection.of(PlainText.of(List.of(list))));
        ColumnConstraints marks = new ColumnConstraints();
        marks.setHalignment(HPos.RIGHT);
        marks.setMinWidth(Region.USE_PREF_SIZE);
        ColumnConstraints texts = new ColumnConstraints();
        texts.setHgrow(Priority.ALWAYS);
        texts.setFillWidth(true);
        texts.setMinWidth(0);
        grid.getColumnConstraints().setAll(marks, texts);
        int row = 0;
        for (List<Block> item : list.items()) {
            Label mark = new Label(list.ordered() ? list.start() + row + "." : "•");
            mark.getStyleClass().add("md-mark");
            GridPane.setValignment(mark, javafx.geometry.VPos.TOP);
            grid.addRow(row++, mark, column(item, "md-item"));
        }
        return grid;
    }

    private static Node code(Block.Code code) {
        Label language = new Label(code.language());
        language.getStyleClass().addAll("md-code-language", Styles.TEXT_MUTED);
        HBox.setHgrow(language, Priority.ALWAYS);
        language.setMaxWidth(Double.MAX_VALUE);
        HBox header = new HBox(language, copyButton(Messages.text("markdown.copyCode"), code.text()));
        header.getStyleClass().add("md-code-header");
        header.setAlignment(Pos.CENTER_LEFT);

        SelectableTextFlow flow =
                new SelectableTextFlow(CodeHighlighter.highlight(code.language(), code.text()).stream()
                        .map(MarkdownView::codeText)
                        .toArray(Text[]::new));
        flow.getStyleClass().add("md-code-text");
        ScrollPane scroll = sideways(flow);
        VBox box = new VBox(header, scroll);
        box.getStyleClass().add("md-code-block");
        return box;
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
        for (int column = 0; column < cells.size(); column++) {
            Block.Cell cell = cells.get(column);
            // Not a selectable one: its preferred width is that of a letter, which no grid can use.
            TextFlow flow = new TextFlow(cell.spans().stream().map(this::text).toArray(Text[]::new));
            flow.getStyleClass().add("md-cell-text");
            flow.setNodeOrientation(direction(cell.spans()));
            grid.add(new TableCellPane(flow, cell.alignment(), styleClass), column, row);
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
        Button button = Buttons.labelled(Feather.COPY, name, () -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(text);
            Clipboard.getSystemClipboard().setContent(content);
        });
        button.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, "md-copy");
        return button;
    }
}
