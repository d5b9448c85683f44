package io.phiworkbench.ui.markdown;

/**
 * A part of a formatted text, with what tells which part of another text it became.
 *
 * @param <T> what it is a part of: blocks, items of a list, rows or columns of a table, lines of code
 * @param key what it is called, where it says: the strong words it begins with, the first cell of a row; else empty
 */
record Part<T>(T value, Form form, String key, WordBag words) {

    /** What parts look like, and the least likeness of two that are one part changed. */
    enum Form {
        PARAGRAPH(0.4),
        HEADING(0.4),
        CODE(0.25),
        QUOTE(0.25),
        LIST(0.2),
        TABLE(0.2),
        RULE(1),
        ITEM(0.4),
        ROW(0.4),
        COLUMN(0.4),
        LINE(0.5);

        private final double least;

        Form(double least) {
            this.least = least;
        }

        /** A heading may become a paragraph where nearly all words stay. */
        private double least(Form now) {
            boolean words = this == PARAGRAPH && now == HEADING || this == HEADING && now == PARAGRAPH;
            return this == now ? least : words ? 0.75 : 2;
        }
    }

    /** How likely the other is what became of this one: 0 where it is not, 1 where they are equal. */
    double likeness(Part<T> now) {
        if (value.equals(now.value)) {
            return 1;
        }
        double least = form.least(now.form);
        boolean named = isNamedAs(now);
        if (least > 1 || !named && words.mostLikeness(now.words) < least) {
            return 0;
        }
        double common = words.likeness(now.words);
        double alike = named ? (1 + common) / 2 : common;
        return alike < least ? 0 : alike;
    }

    boolean isNamedAs(Part<T> other) {
        return !key.isEmpty() && key.equals(other.key);
    }

    /** How much text two share that are so much alike. */
    double kept(Part<T> now, double likeness) {
        return likeness * (1 + (words.weight() + now.words.weight()) / 2.0);
    }
}
