package io.phiworkbench.inference.local.grammar;

import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.GenerationException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A regular expression as a grammar. Groups are for grouping only; what looks around or back is refused. */
final class PatternGrammar {
    private static final CodePoints DIGITS = CodePoints.between('0', '9');
    private static final CodePoints WORD = DIGITS.with(CodePoints.between('a', 'z'))
            .with(CodePoints.between('A', 'Z'))
            .with(CodePoints.of('_'));
    private static final CodePoints SPACE = CodePoints.between('\t', '\r').with(CodePoints.of(' '));
    private static final CodePoints LINE =
            CodePoints.ALL.without(CodePoints.of('\n')).without(CodePoints.of('\r'));
    private static final int MOST_REPEATS = 10_000;

    private final String expression;
    private final String where;
    private final Function<CodePoints, Part> encoding;
    private int at;

    /**
     * @param where for messages, a place in a schema or empty
     * @param encoding how one character of a set is written
     */
    PatternGrammar(String expression, String where, Function<CodePoints, Part> encoding) {
        this.expression = expression;
        this.where = where;
        this.encoding = encoding;
    }

    /** One of the characters within a JSON string, escaped where it has to be. */
    static Part inJsonString(CodePoints characters) {
        List<Part> ways = new ArrayList<>();
        CodePoints plain = characters.and(JsonGrammar.PLAIN);
        if (!plain.isEmpty()) {
            ways.add(plain.utf8());
        }
        for (CodePoints.Range range : characters.without(JsonGrammar.PLAIN).ranges()) {
            for (int c = range.low(); c <= range.high(); c++) {
                String quoted = JsonGrammar.quoted(Character.toString(c));
                ways.add(Parts.text(quoted.substring(1, quoted.length() - 1)));
            }
        }
        return Parts.choice(ways);
    }

    /** Texts that match as a whole. */
    Part whole() {
        List<Part> ways = new ArrayList<>();
        do {
            skip('^');
            ways.add(sequence());
            skip('$');
        } while (skip('|'));
        requireEnd();
        return Parts.choice(ways);
    }

    /** Texts in which a match is found somewhere, as JSON Schema has it. */
    Part found() {
        Part anything = Parts.any(encoding.apply(CodePoints.ALL));
        List<Part> ways = new ArrayList<>();
        do {
            Part before = skip('^') ? Part.EMPTY : anything;
            Part match = sequence();
            Part after = skip('$') ? Part.EMPTY : anything;
            ways.add(Parts.sequence(before, match, after));
        } while (skip('|'));
        requireEnd();
        return Parts.choice(ways);
    }

    private void requireEnd() {
        if (at < expression.length()) {
            throw fault(PatternFault.UNEXPECTED, expression.charAt(at), at + 1);
        }
    }

    private Part alternatives() {
        List<Part> ways = new ArrayList<>();
        do {
            ways.add(sequence());
        } while (skip('|'));
        return Parts.choice(ways);
    }

    private Part sequence() {
        List<Part> parts = new ArrayList<>();
        while (at < expression.length() && "|)$".indexOf(expression.charAt(at)) < 0) {
            parts.add(repeated(atom()));
        }
        return new Part.Sequence(parts);
    }

    private Part repeated(Part atom) {
        Part part = atom;
        while (at < expression.length()) {
            if (skip('*')) {
                part = Parts.any(part);
            } else if (skip('+')) {
                part = Parts.repeat(part, 1, Part.Repeat.UNBOUNDED);
            } else if (skip('?')) {
                part = Parts.optional(part);
            } else if (startsCount()) {
                part = counted(part);
            } else {
                return part;
            }
            skip('?');
        }
        return part;
    }

    private boolean startsCount() {
        return expression.charAt(at) == '{'
                && at + 1 < expression.length()
                && Character.isDigit(expression.charAt(at + 1));
    }

    private Part counted(Part part) {
        int close = expression.indexOf('}', at);
        if (close < 0) {
            throw fault(PatternFault.OPEN_BRACE);
        }
        String[] bounds = expression.substring(at + 1, close).split(",", -1);
        at = close + 1;
        int least = count(bounds[0]);
        int most = bounds.length == 1 ? least : bounds[1].isEmpty() ? Part.Repeat.UNBOUNDED : count(bounds[1]);
        if (bounds.length > 2 || least > most) {
            throw fault(PatternFault.NO_COUNT, at + 1);
        }
        return Parts.repeat(part, least, most);
    }

    private int count(String digits) {
        if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) > MOST_REPEATS) {
            throw fault(PatternFault.TOO_MANY_REPEATS, digits, MOST_REPEATS);
        }
        return Integer.parseInt(digits);
    }

    private Part atom() {
        int c = next();
        return switch (c) {
            case '(' -> group();
            case '[' -> character(bracket());
            case '.' -> character(LINE);
            case '\\' -> character(escaped());
            case '*', '+', '?' -> throw fault(PatternFault.NOTHING_TO_REPEAT, (char) c, at);
            case '^' -> throw fault(PatternFault.LATE_BEGINNING);
            default -> character(CodePoints.of(c));
        };
    }

    private Part character(CodePoints characters) {
        if (characters.isEmpty()) {
            throw fault(PatternFault.EMPTY_CLASS, at + 1);
        }
        return encoding.apply(characters);
    }

    private Part group() {
        if (skip('?')) {
            if (!skip(':')) {
                throw fault(PatternFault.UNSUPPORTED, "(?" + (at < expression.length() ? expression.charAt(at) : ""));
            }
        }
        Part inner = alternatives();
        if (!skip(')')) {
            throw fault(PatternFault.OPEN_GROUP);
        }
        return inner;
    }

    private CodePoints bracket() {
        boolean negated = skip('^');
        var found = new CodePoints(List.of());
        boolean first = true;
        while (first || at < expression.length() && expression.charAt(at) != ']') {
            found = found.with(range());
            first = false;
        }
        if (!skip(']')) {
            throw fault(PatternFault.OPEN_CLASS);
        }
        return negated ? CodePoints.ALL.without(found) : found;
    }

    private CodePoints range() {
        CodePoints low = classCharacter();
        boolean isRange = at + 1 < expression.length()
                && expression.charAt(at) == '-'
                && expression.charAt(at + 1) != ']'
                && low.ranges().size() == 1
                && low.ranges().getFirst().low() == low.ranges().getFirst().high();
        if (!isRange) {
            return low;
        }
        at++;
        int from = low.ranges().getFirst().low();
        int to = classCharacter().ranges().getLast().high();
        if (from > to) {
            throw fault(PatternFault.BACKWARD_RANGE, at + 1);
        }
        return CodePoints.between(from, to);
    }

    private CodePoints classCharacter() {
        int c = next();
        return c == '\\' ? escaped() : CodePoints.of(c);
    }

    private CodePoints escaped() {
        int c = next();
        return switch (c) {
            case 'd' -> DIGITS;
            case 'D' -> CodePoints.ALL.without(DIGITS);
            case 'w' -> WORD;
            case 'W' -> CodePoints.ALL.without(WORD);
            case 's' -> SPACE;
            case 'S' -> CodePoints.ALL.without(SPACE);
            case 'n' -> CodePoints.of('\n');
            case 'r' -> CodePoints.of('\r');
            case 't' -> CodePoints.of('\t');
            case 'f' -> CodePoints.of('\f');
            case 'v' -> CodePoints.of(0x0B);
            case 'x' -> CodePoints.of(hexadecimal(2));
            case 'u' -> CodePoints.of(hexadecimal(4));
            default -> {
                if (Character.isLetterOrDigit(c)) {
                    throw fault(PatternFault.UNSUPPORTED, "\\" + Character.toString(c));
                }
                yield CodePoints.of(c);
            }
        };
    }

    private int hexadecimal(int digits) {
        String code = expression.substring(at, Math.min(expression.length(), at + digits));
        if (!code.matches("[0-9A-Fa-f]{" + digits + "}")) {
            throw fault(PatternFault.SHORT_ESCAPE, digits);
        }
        at += digits;
        return Integer.parseInt(code, 16);
    }

    private int next() {
        if (at >= expression.length()) {
            throw fault(PatternFault.ENDS_EARLY);
        }
        int c = expression.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }

    private boolean skip(char c) {
        if (at < expression.length() && expression.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private GenerationException fault(PatternFault fault, Object... values) {
        Failure what = Failure.of(fault, values);
        return where.isEmpty()
                ? new GenerationException(PatternFault.ALONE, expression, what)
                : new GenerationException(PatternFault.IN_SCHEMA, expression, where, what);
    }
}
