package io.phiworkbench.ui.markdown;

import java.util.Set;
import org.commonmark.node.CustomNode;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;

/**
 * Keeps formulas as they were written. To CommonMark the backslash of {@code \(x\)} is an escape and the stars in
 * {@code $a*b*c$} are emphasis, and both would be lost.
 */
final class FormulaParser implements InlineContentParser {
    private final char trigger;

    private FormulaParser(char trigger) {
        this.trigger = trigger;
    }

    /** A formula with its delimiters. */
    static final class Formula extends CustomNode {
        private final String source;

        Formula(String source) {
            this.source = source;
        }

        String source() {
            return source;
        }
    }

    static InlineContentParserFactory startingWith(char trigger) {
        return new InlineContentParserFactory() {
            @Override
            public Set<Character> getTriggerCharacters() {
                return Set.of(trigger);
            }

            @Override
            public InlineContentParser create() {
                return new FormulaParser(trigger);
            }
        };
    }

    @Override
    public ParsedInline tryParse(InlineParserState state) {
        Scanner scanner = state.scanner();
        Position start = scanner.position();
        String end = trigger == '\\' ? afterBackslash(scanner) : afterDollar(scanner);
        if (end == null || !skipTo(scanner, end)) {
            return ParsedInline.none();
        }
        String source = scanner.getSource(start, scanner.position()).getContent();
        return ParsedInline.of(new Formula(source), scanner.position());
    }

    private static String afterBackslash(Scanner scanner) {
        scanner.next();
        if (scanner.next('(')) {
            return "\\)";
        }
        return scanner.next('[') ? "\\]" : null;
    }

    /** One dollar opens a formula only before something other than white space: "$5 and $6" are prices. */
    private static String afterDollar(Scanner scanner) {
        scanner.next();
        if (scanner.next('$')) {
            return "$$";
        }
        char following = scanner.peek();
        return Character.isWhitespace(following) || Character.isDigit(following) ? null : "$";
    }

    private static boolean skipTo(Scanner scanner, String end) {
        boolean dollar = end.equals("$");
        while (scanner.peek() != Scanner.END) {
            if (dollar && scanner.peek() == '\n') {
                return false;
            }
            if (scanner.next(end)) {
                return true;
            }
            scanner.next();
        }
        return false;
    }
}
