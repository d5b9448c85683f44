package io.phiworkbench.analysis;

import java.util.List;

/**
 * The pages of one file, read.
 *
 * @param name what a person calls the file
 */
public record OcrDocument(String name, OcrPreset preset, List<Page> pages) {

    /** A page and its text. */
    public record Page(SourcePage source, OcrText text) {}

    public OcrDocument {
        pages = List.copyOf(pages);
    }

    /** Words of all pages. */
    public int words() {
        return pages.stream().mapToInt(page -> page.text().words().size()).sum();
    }

    /** Words of all pages below a probability. */
    public int doubtful(double limit) {
        return pages.stream()
                .mapToInt(page -> page.text().doubtful(limit).size())
                .sum();
    }
}
