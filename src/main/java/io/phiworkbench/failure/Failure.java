package io.phiworkbench.failure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Why something could not be done: one line for the user, in English and, where there are words, in other languages. */
public sealed interface Failure {

    /** In English, as messages of exceptions and the command line have it. */
    String english();

    /** In this language; in English where there are no words in it. */
    default String in(Locale locale) {
        return FailureWords.in(locale).text(this);
    }

    /**
     * One that has words.
     *
     * @param about the thing that the words are about and do not name; may be empty
     * @param key of the words
     * @param values what the words have places for: numbers, texts, and further failures
     */
    record Worded(String about, String key, List<Object> values, String english) implements Failure {
        public Worded {
            values = values.stream().map(Worded::plain).toList();
        }

        private static Object plain(Object value) {
            return switch (value) {
                case Integer number -> number.longValue();
                case Long _, Double _, Failure _ -> value;
                default -> value.toString();
            };
        }
    }

    /** One that has no words but these: of another program, or of a former version of this one. */
    record Plain(String english) implements Failure {}

    static Failure of(Wording wording, Object... values) {
        return about("", wording, values);
    }

    /** @param name the thing that the words are about and do not name */
    static Failure about(String name, Wording wording, Object... values) {
        List<Object> known =
                Arrays.stream(values).map(v -> v == null ? "null" : v).toList();
        Failure unsaid = new Worded(name, wording.key(), known, "");
        return new Worded(name, wording.key(), known, unsaid.in(Locale.ENGLISH));
    }

    /** Why this was thrown: what the outermost exception says that is meant for the user, or else its message. */
    static Failure of(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof Explained explained) {
                return explained.failure();
            }
        }
        return new Plain(problem.getMessage() == null ? problem.toString() : problem.getMessage());
    }
}
