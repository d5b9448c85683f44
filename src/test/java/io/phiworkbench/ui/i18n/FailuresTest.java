package io.phiworkbench.ui.i18n;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.vision.MediaException;
import io.phiworkbench.vision.PictureReader;
import io.phiworkbench.vision.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Refused pictures in the language of the window; the command line has the English of the exception. */
class FailuresTest {
    private static final String NAME = "photo.png";

    @AfterEach
    void backToTheSystemsLanguage() {
        Messages.use(Locale.getDefault());
    }

    @ParameterizedTest
    @EnumSource
    void theEnglishWindowSaysWhatTheCommandLineSays(Refusal refusal) {
        Messages.use(Locale.ENGLISH);
        MediaException refused = refused(refusal);
        assertThat(Failures.text(refused)).isEqualTo(refused.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void theFrenchWindowSaysItInFrench(Refusal refusal) {
        Messages.use(Locale.FRENCH);
        MediaException refused = refused(refusal);
        String english = refused.getMessage().substring((NAME + ": ").length());
        assertThat(Failures.reason(refused))
                .isNotEqualTo(english)
                .doesNotContain("{", "}")
                .doesNotContainPattern("\\b(the|is|are|not|there|file|picture|it|with|than|enough|memory)\\b");
    }

    @Test
    void aRefusalIsWordedAlsoWhereItMadeSomethingElseFail() {
        Messages.use(Locale.FRENCH);
        MediaException refused = new MediaException(NAME, Refusal.CUT_OFF);
        assertThat(Failures.text(new IllegalStateException(refused.getMessage(), refused)))
                .isEqualTo("photo.png : le fichier est tronqué");
    }

    @Test
    void anotherFailureSaysItsOwnMessage() {
        assertThat(Failures.text(new IllegalStateException("the disk is full"))).isEqualTo("the disk is full");
    }

    @Test
    void whatTheReaderRefusesIsSaidInFrench() {
        Messages.use(Locale.FRENCH);
        assertThat(reasonOf("just words".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("n’est pas une image lisible : cela ressemble à du texte");
        assertThat(reasonOf(new byte[0])).isEqualTo("n’est pas une image lisible : le fichier est vide");
    }

    private static String reasonOf(byte[] bytes) {
        try {
            new PictureReader().read(bytes, NAME);
            throw new AssertionError("it was read");
        } catch (MediaException e) {
            return Failures.reason(e);
        }
    }

    /** With as many values as its wording has places for: numbers, which also stand where words are meant. */
    private static MediaException refused(Refusal refusal) {
        Object[] values = new Object[4];
        Arrays.setAll(values, i -> 1000 * i + 7);
        return new MediaException(NAME, refusal, values);
    }
}
