package io.phiworkbench.analysis;

import io.phiworkbench.failure.Wording;

/** What goes wrong around the reading and comparing of files; the comments say what the words have places for. */
public enum AnalysisFault implements Wording {
    /** The file and the system's words. */
    UNREADABLE,
    /** The file. */
    ABSENT,
    /** The file. */
    NO_UTF8,
    /** The file. */
    NO_PROMPT_SET,
    /** The file and the line. */
    NO_PROMPT_COLUMN,
    /** The line, and what is wrong there. */
    LINE,
    /** The column. */
    UNKNOWN_COLUMN,
    OPEN_QUOTE,
    /** Columns of the line and of the head. */
    OTHER_COLUMNS,
    NO_OBJECT_LEFT_OUT,
    /** The parser's words. */
    NO_JSON_LEFT_OUT,
    /** What is wrong. */
    LEFT_OUT,
    /** Two things that are wrong. */
    BOTH,
    NO_PROMPT,
    /** The file. */
    NO_PICTURE,
    /** The file and the system's words, as in the one that follows. */
    RATINGS_UNREADABLE,
    RATINGS_UNWRITTEN,
    /** The folder and the system's words, as in the one that follows. */
    NO_REPORT_THERE,
    REPORT_UNWRITTEN,
    /** The folder and the system's words. */
    PICTURES_NOT_KEPT,
    /** The file and the system's words. */
    ANSWERS_NOT_KEPT,
    /** The file and the parser's words. */
    NO_BATCH_TO_GO_ON,
    /** The folder and the system's words. */
    RESULTS_UNWRITTEN,
    /** The folder. */
    OTHER_BATCH,
    /** The folder. */
    NO_BATCH,
    /** The file. */
    NO_PROMPTS,
    /** The file and the parser's words. */
    PROMPTS_NO_JSON,
    /** The file, the name, and the names that there are. */
    UNKNOWN_PROMPT,
    EMPTY_ANSWER,
    /** The tokens it may have. */
    ENDLESS_ANSWER,
    /** The cell. */
    ONE_CELL,
    NO_ROW,
    /** The row, its cells, and those of the header. */
    OTHER_CELLS,
    /** The row, the cell and the column. */
    NO_NUMBER,
    NO_NUMBERS;

    @Override
    public String family() {
        return "analysis";
    }
}
