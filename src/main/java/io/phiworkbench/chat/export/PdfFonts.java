package io.phiworkbench.chat.export;

import java.io.IOException;
import java.io.InputStream;
import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The fonts inside of an exported PDF: DejaVu, of which only the glyphs in use are embedded. They serve for scripts
 * whose characters simply stand side by side; all others are for {@link PdfOutline}.
 */
final class PdfFonts {
    private static final Set<UnicodeScript> SIMPLE = EnumSet.of(
            UnicodeScript.LATIN,
            UnicodeScript.GREEK,
            UnicodeScript.CYRILLIC,
            UnicodeScript.ARMENIAN,
            UnicodeScript.GEORGIAN,
            UnicodeScript.COMMON,
            UnicodeScript.INHERITED);

    private final Map<PdfFace, PDType0Font> fonts = new EnumMap<>(PdfFace.class);
    private final Map<PdfFace, CmapLookup> glyphs = new EnumMap<>(PdfFace.class);

    PdfFonts(PDDocument document) throws IOException {
        for (PdfFace face : PdfFace.values()) {
            try (InputStream in = PdfFonts.class.getResourceAsStream(face.resource())) {
                // The document reads the font when it is saved, and closes it with itself.
                TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(in));
                document.registerTrueTypeFontForClosing(font);
                fonts.put(face, PDType0Font.load(document, font, true));
                glyphs.put(face, font.getUnicodeCmapLookup());
            }
        }
    }

    PDType0Font font(PdfFace face) {
        return fonts.get(face);
    }

    /** Whether the face can show the text. */
    boolean covers(PdfFace face, String text) {
        CmapLookup lookup = glyphs.get(face);
        return text.codePoints()
                .allMatch(point -> SIMPLE.contains(UnicodeScript.of(point)) && lookup.getGlyphId(point) > 0);
    }

    /** Width in points. */
    float width(PdfFace face, String text, float size) throws IOException {
        return fonts.get(face).getStringWidth(text) / 1000 * size;
    }
}
