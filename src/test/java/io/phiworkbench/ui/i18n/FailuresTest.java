package io.phiworkbench.ui.i18n;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.vision.MediaException;
import io.phiworkbench.vision.PictureReader;
import io.phiworkbench.vision.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Failures in the language of the window; the command line has the English of the exception. */
class FailuresTest {
    @AfterEach
    void backToTheSystemsLanguage() {
        Messages.use(Locale.getDefault());
    }

    @Test
    void theEnglishWindowSaysWhatTheCommandLineSays() {
        Messages.use(Locale.ENGLISH);
        MediaException refused = new MediaException("photo.png", Refusal.CUT_OFF);
        assertThat(Failures.text(refused)).isEqualTo(refused.getMessage()).isEqualTo("photo.png: the file is cut off");
    }

    @Test
    void aRefusalIsWordedAlsoWhereItMadeSomethingElseFail() {
        Messages.use(Locale.FRENCH);
        MediaException refused = new MediaException("photo.png", Refusal.CUT_OFF);
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
            new PictureReader().read(bytes, "photo.png");
            throw new AssertionError("it was read");
        } catch (MediaException e) {
            return Failures.reason(e);
        }
    }
}
