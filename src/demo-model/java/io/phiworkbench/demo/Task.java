package io.phiworkbench.demo;

import java.util.Locale;

/** What the demonstration model learns. */
public enum Task {
    /** Greetings, questions about the program, and the honest answer to all else. */
    FACT,
    /** Repeat words and numbers. */
    COPY,
    /** Write a word in capitals. */
    UPPER,
    /** Add two numbers up to 10. */
    SUM,
    /** One word of 3 to 6 capitals, 32 to 48 px. */
    WORD,
    /** One number, amount, time or share. */
    NUMBER,
    /** One to three lines, up to 32 px. */
    LINES,
    /** The label of the highest of 3 to 5 bars. */
    HIGHEST,
    /** The printed value of a named bar. */
    VALUE,
    /** All bars as a table. */
    CSV,
    /** Which of two pictures shows a word or number. */
    COMPARE,
    /** In which of two charts a bar is higher. */
    COMPARE_CHARTS;

    /** Whether it is about pictures. */
    public boolean drawn() {
        return ordinal() >= WORD.ordinal();
    }

    /** As it is written in tables. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
