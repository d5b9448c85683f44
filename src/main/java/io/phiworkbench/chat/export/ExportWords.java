package io.phiworkbench.chat.export;

import io.phiworkbench.chat.AnswerDetails;
import io.phiworkbench.chat.Conversation;
import io.phiworkbench.chat.Message;
import io.phiworkbench.chat.ModelReference;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** The few words that exported files add to a conversation, in one language. */
final class ExportWords {
    private final ResourceBundle texts;
    private final Locale locale;
    private final ZoneId zone;

    ExportWords(Locale locale, ZoneId zone) {
        this.locale = locale;
        this.zone = zone;
        this.texts = ResourceBundle.getBundle(
                "io.phiworkbench.chat.export",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    String language() {
        return texts.getString("language");
    }

    String title(Conversation conversation) {
        return conversation.title().isBlank() ? texts.getString("untitled") : conversation.title();
    }

    /** Model and date under the title. */
    String subtitle(Conversation conversation) {
        String date = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .withLocale(locale)
                .withZone(zone)
                .format(conversation.updated());
        return conversation
                .model()
                .map(ModelReference::name)
                .map(m -> m + " · " + date)
                .orElse(date);
    }

    String systemPrompt() {
        return texts.getString("systemPrompt");
    }

    String speaker(Message message) {
        if (message.isQuestion()) {
            return texts.getString("you");
        }
        return message.model().isBlank() ? texts.getString("assistant") : message.model();
    }

    String lostPicture(String name) {
        return format("lostPicture", name);
    }

    /** What there is to say below a message: its error, its state, its figures; empty if nothing. */
    List<String> notes(Message message) {
        List<String> notes = new ArrayList<>();
        message.failure().ifPresent(failure -> notes.add(format("failed", failure.in(locale))));
        switch (message.state()) {
            case STOPPED -> notes.add(texts.getString("stopped"));
            case INTERRUPTED, RUNNING -> notes.add(texts.getString("interrupted"));
            case COMPLETE, FAILED -> {}
        }
        message.details().ifPresent(details -> notes.add(figures(details)));
        return notes;
    }

    private String figures(AnswerDetails details) {
        return format(
                "figures",
                details.record().model(),
                details.record().precision(),
                details.record().device(),
                details.statistics().promptTokens(),
                details.statistics().imageTokens(),
                details.statistics().generatedTokens(),
                details.statistics().timeToFirstToken().toMillis() / 1000.0,
                details.statistics().decodeTokensPerSecond());
    }

    /** Date of an instant in the form of JSON. */
    static String iso(Instant time) {
        return DateTimeFormatter.ISO_INSTANT.format(time);
    }

    private String format(String key, Object... values) {
        return new MessageFormat(texts.getString(key), locale).format(values);
    }
}
