package io.phiworkbench.ui.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Colours code by what is alike in nearly all languages: comments, strings, numbers, words that are keywords somewhere.
 * No grammar, so it is never far wrong and never slow.
 */
final class CodeHighlighter {
    /** Longer code is shown plain: thousands of text nodes would make the window slow. */
    private static final int LONGEST = 20_000;

    private static final Set<String> HASH_COMMENTS = Set.of(
            "python",
            "py",
            "bash",
            "sh",
            "shell",
            "zsh",
            "ruby",
            "rb",
            "yaml",
            "yml",
            "toml",
            "r",
            "perl",
            "dockerfile",
            "makefile",
            "powershell");
    private static final Set<String> DASH_COMMENTS = Set.of("sql", "lua", "haskell", "hs");
    private static final Set<String> MARKUP = Set.of("html", "xml", "svg", "fxml");
    private static final Set<String> PLAIN = Set.of("text", "txt", "plain", "plaintext", "markdown", "md", "csv");

    private static final Set<String> KEYWORDS = Set.of(("""
            abstract and as assert async await begin bool boolean break byte case catch char class const continue \
            create def default defer delete del do done double drop echo elif else elsif end enum esac except export \
            extends extern false fi final finally float fn for foreach from func function global go goto group \
            having if impl implements import in insert instanceof int interface into is join lambda left let limit \
            long loop match mod module mut namespace new nil none None not null number object of on or order \
            override package pass print private protected pub public raise range record ref return right sealed \
            select self set short signed sizeof static string struct super switch table template then this throw \
            throws trait true True False try type typedef typeof undefined union unless unsigned update use using \
            val values var virtual void volatile when where while with yield""").split("\\s+"));

    private static final String STRINGS =
            "(?<string>\"\"\"[\\s\\S]*?(?:\"\"\"|$)|\"(?:\\\\.|[^\"\\\\\\n])*\"?|'(?:\\\\.|[^'\\\\\\n])*'|`(?:\\\\.|[^`\\\\])*`)";
    private static final String REST = "|" + STRINGS + "|(?<number>\\b\\d[\\w.]*)|(?<word>[A-Za-z_]\\w*)";
    private static final Pattern SLASHES = Pattern.compile("(?<comment>//[^\\n]*|/\\*[\\s\\S]*?(?:\\*/|$))" + REST);
    private static final Pattern HASHES = Pattern.compile("(?<comment>#[^\\n]*)" + REST);
    private static final Pattern DASHES = Pattern.compile("(?<comment>--[^\\n]*|/\\*[\\s\\S]*?(?:\\*/|$))" + REST);
    private static final Pattern TAGS = Pattern.compile(
            "(?<comment><!--[\\s\\S]*?(?:-->|$))|" + STRINGS + "|(?<number>&\\w+;)|(?<word></?[\\w:-]+|/?>)");

    private CodeHighlighter() {}

    /** A piece of code and what it is. */
    record Piece(String text, Kind kind) {}

    enum Kind {
        PLAIN,
        COMMENT,
        STRING,
        NUMBER,
        KEYWORD
    }

    /** Cuts code into pieces whose texts together are the code. */
    static List<Piece> highlight(String language, String code) {
        String name = language.toLowerCase(Locale.ROOT);
        if (PLAIN.contains(name) || code.length() > LONGEST) {
            return List.of(new Piece(code, Kind.PLAIN));
        }
        boolean markup = MARKUP.contains(name);
        List<Piece> pieces = new ArrayList<>();
        Matcher matcher = pattern(name).matcher(code);
        int plainFrom = 0;
        while (matcher.find()) {
            Kind kind = kind(matcher, name, markup);
            if (kind == Kind.PLAIN) {
                continue;
            }
            if (matcher.start() > plainFrom) {
                pieces.add(new Piece(code.substring(plainFrom, matcher.start()), Kind.PLAIN));
            }
            pieces.add(new Piece(matcher.group(), kind));
            plainFrom = matcher.end();
        }
        if (plainFrom < code.length()) {
            pieces.add(new Piece(code.substring(plainFrom), Kind.PLAIN));
        }
        return pieces;
    }

    private static Pattern pattern(String language) {
        if (MARKUP.contains(language)) {
            return TAGS;
        }
        if (HASH_COMMENTS.contains(language)) {
            return HASHES;
        }
        return DASH_COMMENTS.contains(language) ? DASHES : SLASHES;
    }

    private static Kind kind(Matcher matcher, String language, boolean markup) {
        if (matcher.group("comment") != null) {
            return Kind.COMMENT;
        }
        if (matcher.group("string") != null) {
            return Kind.STRING;
        }
        if (matcher.group("number") != null) {
            return Kind.NUMBER;
        }
        String word = matcher.group("word");
        boolean keyword = markup
                || KEYWORDS.contains(word)
                || language.equals("sql") && KEYWORDS.contains(word.toLowerCase(Locale.ROOT));
        return keyword ? Kind.KEYWORD : Kind.PLAIN;
    }
}
