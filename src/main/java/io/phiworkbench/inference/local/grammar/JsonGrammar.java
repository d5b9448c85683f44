package io.phiworkbench.inference.local.grammar;

import static io.phiworkbench.inference.local.grammar.Parts.any;
import static io.phiworkbench.inference.local.grammar.Parts.choice;
import static io.phiworkbench.inference.local.grammar.Parts.digit;
import static io.phiworkbench.inference.local.grammar.Parts.optional;
import static io.phiworkbench.inference.local.grammar.Parts.repeat;
import static io.phiworkbench.inference.local.grammar.Parts.sequence;
import static io.phiworkbench.inference.local.grammar.Parts.text;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The pieces of JSON after RFC 8259. Between tokens stands nothing, one space, or a line break with up to {@value
 * #DEEPEST_INDENT} spaces, so that no answer is lost in white space. Numbers have at most 15 digits before and after the
 * point, which every reader keeps.
 */
final class JsonGrammar {
    private static final int DEEPEST_INDENT = 24;
    private static final int DIGITS = 15;

    /** Optional white space. */
    final Part gap = choice(Part.EMPTY, text(" "), sequence(text("\n"), repeat(text(" "), 0, DEEPEST_INDENT)));

    private final Part afterColon = optional(text(" "));
    private final Part hex = choice(digit('0', '9'), digit('a', 'f'), digit('A', 'F'));
    private final Part escape = sequence(
            text("\\"),
            choice(
                    Parts.choice("\"\\/bfnrt"
                            .chars()
                            .mapToObj(c -> text(Character.toString(c)))
                            .toList()),
                    sequence(text("u"), unicodeEscape())));

    /** Characters that stand for themselves in a string. */
    static final CodePoints PLAIN =
            CodePoints.between(0x20, 0x10FFFF).without(CodePoints.of('"')).without(CodePoints.of('\\'));

    private final Part plain = PLAIN.utf8();

    /** Any character of a string, written plainly or escaped. */
    final Part character = choice(plain, escape);

    final Part string = sequence(text("\""), any(character), text("\""));
    final Part integer = sequence(optional(text("-")), naturalNumber());
    final Part number = sequence(
            integer,
            optional(sequence(text("."), repeat(digit('0', '9'), 1, DIGITS))),
            optional(sequence(
                    choice(text("e"), text("E")),
                    optional(choice(text("+"), text("-"))),
                    repeat(digit('0', '9'), 1, 2))));
    final Part bool = choice(text("true"), text("false"));
    final Part nothing = text("null");

    private final Part.Rule value = new Part.Rule("value");

    /** An object of any content. */
    final Part object = objectOf(List.of(), Optional.of(value));

    /** A list of any content. */
    final Part array = arrayOf(value, 0, Part.Repeat.UNBOUNDED);

    JsonGrammar() {
        value.define(choice(object, array, string, number, bool, nothing));
    }

    /** Anything. */
    Part value() {
        return value;
    }

    /** Half of a surrogate pair is no character, so no escape begins with D8 to DF. */
    private Part unicodeEscape() {
        Part first = choice(digit('0', '9'), digit('a', 'c'), digit('e', 'f'), digit('A', 'C'), digit('E', 'F'));
        Part below = sequence(choice(text("d"), text("D")), digit('0', '7'));
        return sequence(choice(sequence(first, hex), below), hex, hex);
    }

    private static Part naturalNumber() {
        return choice(text("0"), sequence(digit('1', '9'), repeat(digit('0', '9'), 0, DIGITS - 1)));
    }

    /** A string of so many characters. */
    Part stringOf(int least, int most) {
        return sequence(text("\""), repeat(character, least, most), text("\""));
    }

    Part arrayOf(Part item, int least, int most) {
        if (most == 0) {
            return sequence(text("["), gap, text("]"));
        }
        int more = most == Part.Repeat.UNBOUNDED ? most : most - 1;
        Part items = sequence(item, repeat(sequence(text(","), gap, item), Math.max(0, least - 1), more), gap);
        return sequence(text("["), gap, least == 0 ? optional(items) : items, text("]"));
    }

    /**
     * A named value of an object.
     *
     * @param required whether it must be there
     */
    record Field(String name, Part value, boolean required) {}

    /**
     * An object with these fields in their order.
     *
     * @param extra the values of fields of other names, which come last; empty where there may be none
     */
    Part objectOf(List<Field> fields, Optional<Part> extra) {
        Part none = Part.EMPTY;
        Part tail = none;
        Part head = none;
        if (extra.isPresent()) {
            Part other = pair(otherName(fields.stream().map(Field::name).toList()), extra.get());
            tail = any(sequence(text(","), gap, other));
            head = optional(sequence(other, tail, gap));
        }
        for (Field field : fields.reversed()) {
            Part pair = pair(text(quoted(field.name())), field.value());
            Part following = sequence(pair, tail, gap);
            Part next = sequence(text(","), gap, pair);
            head = field.required() ? following : choice(following, head);
            tail = sequence(field.required() ? next : optional(next), tail);
        }
        return sequence(text("{"), gap, head, text("}"));
    }

    private Part pair(Part name, Part value) {
        return sequence(name, text(":"), afterColon, value);
    }

    /** A string as JSON writes it, with its quotes. */
    static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }

    /** A field name of plain characters that is none of these. */
    private Part otherName(Collection<String> names) {
        return sequence(text("\""), notAnyOf(names), text("\""));
    }

    private Part notAnyOf(Collection<String> names) {
        if (names.isEmpty()) {
            return any(plain);
        }
        var byFirst = new TreeMap<Integer, List<String>>();
        for (String name : names) {
            if (!name.isEmpty()) {
                int first = name.codePointAt(0);
                byFirst.computeIfAbsent(first, _ -> new ArrayList<>()).add(name.substring(Character.charCount(first)));
            }
        }
        CodePoints others = PLAIN;
        List<Part> ways = new ArrayList<>();
        if (!names.contains("")) {
            ways.add(Part.EMPTY);
        }
        for (var entry : byFirst.entrySet()) {
            CodePoints first = CodePoints.of(entry.getKey());
            others = others.without(first);
            if (PLAIN.contains(entry.getKey())) {
                ways.add(sequence(first.utf8(), notAnyOf(entry.getValue())));
            }
        }
        ways.add(sequence(others.utf8(), any(plain)));
        return choice(ways);
    }
}
