package io.phiworkbench.ui.i18n;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * The texts of the window. The language is the system's, English where there is no bundle for it. A key that is missing
 * is a programming error and throws {@link java.util.MissingResourceException}.
 *
 * <p>All texts are {@link MessageFormat} patterns.
 */
public final class Messages {
    private static final String BUNDLE = "io.phiworkbench.ui.messages";
    private static volatile Texts texts = load(Locale.getDefault());

    private Messages() {}

    private record Texts(ResourceBundle bundle, Locale locale) {}

    /** Changes the language of everything that is built from now on. */
    public static void use(Locale locale) {
        texts = load(locale);
    }

    /** The language of the texts with the region's habits for numbers and dates. */
    public static Locale locale() {
        return texts.locale;
    }

    public static String text(String key, Object... arguments) {
        Texts current = texts;
        return new MessageFormat(current.bundle.getString(key), current.locale).format(arguments);
    }

    private static Texts load(Locale locale) {
        ResourceBundle bundle = ResourceBundle.getBundle(
                BUNDLE, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        boolean translated = !bundle.getLocale().getLanguage().isEmpty()
                || locale.getLanguage().equals("en");
        return new Texts(bundle, translated ? locale : Locale.ENGLISH);
    }
}
