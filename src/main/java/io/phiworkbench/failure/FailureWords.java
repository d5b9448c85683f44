package io.phiworkbench.failure;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/** The words for failures in one language. All of them are {@link MessageFormat} patterns. */
public final class FailureWords {
    private static final String BUNDLE = "io.phiworkbench.failure.failures";

    private final ResourceBundle words;
    private final Locale locale;

    private FailureWords(ResourceBundle words, Locale locale) {
        this.words = words;
        this.locale = locale;
    }

    /** Those of this language, with the region's habits for numbers; the English ones where there are none. */
    public static FailureWords in(Locale locale) {
        ResourceBundle words = ResourceBundle.getBundle(
                BUNDLE, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        boolean translated = !words.getLocale().getLanguage().isEmpty()
                || locale.getLanguage().equals("en");
        return new FailureWords(words, translated ? locale : Locale.ENGLISH);
    }

    /** One line, with the name of what it is about. */
    public String text(Failure failure) {
        String reason = reason(failure);
        return failure instanceof Failure.Worded worded && !worded.about().isEmpty()
                ? formatted(words.getString("failure.about"), worded.about(), reason)
                : reason;
    }

    /** As {@link #text}, without the name, where that is known to who reads it. */
    public String reason(Failure failure) {
        return switch (failure) {
            case Failure.Plain plain -> plain.english();
            case Failure.Worded worded -> worded(worded).orElse(worded.english());
        };
    }

    /** Absent for a key that this version does not know, and for values that are not those of its words. */
    private Optional<String> worded(Failure.Worded failure) {
        if (!words.containsKey(failure.key())) {
            return Optional.empty();
        }
        try {
            Object[] values = failure.values().stream()
                    .map(v -> v instanceof Failure inner ? text(inner) : v)
                    .toArray();
            return Optional.of(formatted(words.getString(failure.key()), values));
        } catch (IllegalArgumentException e) {
            // Only of imported files that somebody changed: a word where a number belongs.
            return Optional.empty();
        }
    }

    private String formatted(String pattern, Object... values) {
        return new MessageFormat(pattern, locale).format(values);
    }
}
