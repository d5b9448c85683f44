package io.phiworkbench.chat.export;

import java.io.IOException;
import java.text.Bidi;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.pdmodel.PDPageContentStream;

/** Breaks runs into lines of a width and draws them. */
final class PdfLines {
    private final PdfFonts fonts;

    PdfLines(PdfFonts fonts) {
        this.fonts = fonts;
    }

    /** Runs broken where a line may be broken in their language; a word that is too long is cut. */
    List<List<PdfRun>> broken(List<PdfRun> runs, float size, float width) throws IOException {
        List<List<PdfRun>> lines = new ArrayList<>();
        List<PdfRun> line = new ArrayList<>();
        float used = 0;
        for (PdfRun piece : pieces(runs)) {
            boolean newLine = piece.text().endsWith("\n");
            PdfRun word = new PdfRun(clean(piece.text()), piece.face());
            float wide = width(new PdfRun(word.text().stripTrailing(), word.face()), size);
            if (used + wide > width && !line.isEmpty()) {
                lines.add(line);
                line = new ArrayList<>();
                used = 0;
            }
            while (wide > width) {
                int cut = fitting(word, size, width);
                lines.add(List.of(new PdfRun(word.text().substring(0, cut), word.face())));
                word = new PdfRun(word.text().substring(cut), word.face());
                wide = width(word, size);
            }
            line.add(word);
            used += width(word, size);
            if (newLine) {
                lines.add(line);
                line = new ArrayList<>();
                used = 0;
            }
        }
        if (!line.isEmpty() || lines.isEmpty()) {
            lines.add(line);
        }
        return lines.stream().map(PdfLines::joined).toList();
    }

    /** Words with the space after them, none of two faces. */
    private static List<PdfRun> pieces(List<PdfRun> runs) {
        List<PdfRun> pieces = new ArrayList<>();
        for (PdfRun run : runs) {
            BreakIterator breaks = BreakIterator.getLineInstance(Locale.ROOT);
            breaks.setText(run.text());
            int start = 0;
            for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
                pieces.add(new PdfRun(run.text().substring(start, end), run.face()));
            }
        }
        return pieces;
    }

    /** Tabs as spaces; other control characters, for which no font has a glyph, are left out. */
    private static String clean(String text) {
        return text.replace("\t", "    ").replaceAll("[\\p{Cntrl}\\u2028\\u2029\\ufe00-\\ufe0f\\u200d]", "");
    }

    private int fitting(PdfRun word, float size, float width) throws IOException {
        int cut = word.text().offsetByCodePoints(0, 1);
        while (cut < word.text().length()) {
            int next = word.text().offsetByCodePoints(cut, 1);
            if (width(new PdfRun(word.text().substring(0, next), word.face()), size) > width) {
                break;
            }
            cut = next;
        }
        return cut;
    }

    private static List<PdfRun> joined(List<PdfRun> line) {
        List<PdfRun> joined = new ArrayList<>();
        for (PdfRun run : line) {
            if (!joined.isEmpty() && joined.getLast().face() == run.face()) {
                joined.add(new PdfRun(joined.removeLast().text() + run.text(), run.face()));
            } else {
                joined.add(run);
            }
        }
        return joined;
    }

    /** Draws a line; one with letters that run right to left is laid out as a whole and ends at the right. */
    void draw(PDPageContentStream page, List<PdfRun> line, float x, float y, float size, float width)
            throws IOException {
        StringBuilder whole = new StringBuilder();
        line.forEach(run -> whole.append(run.text()));
        String text = whole.toString().stripTrailing();
        if (text.isEmpty()) {
            return;
        }
        char[] characters = text.toCharArray();
        if (Bidi.requiresBidi(characters, 0, characters.length)) {
            PdfOutline outline = new PdfOutline(text, line.getFirst().face(), size);
            boolean rightToLeft = !new Bidi(text, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).baseIsLeftToRight();
            outline.draw(page, rightToLeft ? x + width - outline.width() : x, y);
            return;
        }
        float at = x;
        for (PdfRun run : line) {
            for (PdfRun part : byCoverage(run)) {
                drawPart(page, part, at, y, size);
                at += partWidth(part, size);
            }
        }
    }

    private float width(PdfRun run, float size) throws IOException {
        float width = 0;
        for (PdfRun part : byCoverage(run)) {
            width += partWidth(part, size);
        }
        return width;
    }

    private float partWidth(PdfRun part, float size) throws IOException {
        return fonts.covers(part.face(), part.text())
                ? fonts.width(part.face(), part.text(), size)
                : new PdfOutline(part.text(), part.face(), size).width();
    }

    private void drawPart(PDPageContentStream page, PdfRun part, float x, float y, float size) throws IOException {
        if (!fonts.covers(part.face(), part.text())) {
            new PdfOutline(part.text(), part.face(), size).draw(page, x, y);
            return;
        }
        page.beginText();
        page.setFont(fonts.font(part.face()), size);
        page.newLineAtOffset(x, y);
        page.showText(part.text());
        page.endText();
    }

    /** A run cut where its face begins or ceases to cover the characters. */
    private List<PdfRun> byCoverage(PdfRun run) {
        List<PdfRun> parts = new ArrayList<>();
        int start = 0;
        boolean covered = true;
        for (int at = 0; at < run.text().length(); at = run.text().offsetByCodePoints(at, 1)) {
            boolean now = fonts.covers(run.face(), Character.toString(run.text().codePointAt(at)));
            if (at > start && now != covered) {
                parts.add(new PdfRun(run.text().substring(start, at), run.face()));
                start = at;
            }
            covered = now;
        }
        if (start < run.text().length()) {
            parts.add(new PdfRun(run.text().substring(start), run.face()));
        }
        return parts;
    }
}
