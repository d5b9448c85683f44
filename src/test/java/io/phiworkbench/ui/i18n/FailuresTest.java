package io.phiworkbench.ui.i18n;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phiworkbench.checkpoint.Checkpoint;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.LoadFault;
import io.phiworkbench.inference.ModelLoadException;
import io.phiworkbench.vision.MediaException;
import io.phiworkbench.vision.PictureReader;
import io.phiworkbench.vision.Refusal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void aFolderThatIsNoModelIsRefusedInFrench(@TempDir Path folder) {
        Messages.use(Locale.FRENCH);
        assertThatThrownBy(() -> Checkpoint.open(folder))
                .hasMessage(folder + ": is empty; give the folder that holds the model's config.json.")
                .satisfies(e -> assertThat(Failures.text(e))
                        .isEqualTo(folder + " : est vide ; donnez le dossier qui contient le config.json du modèle."));
    }

    @Test
    void aModelThatDoesNotFitIsRefusedInFrenchWithItsWayOut() {
        Messages.use(Locale.FRENCH);
        Failure wayOut = Failure.of(LoadFault.WOULD_FIT, "int8", 4_096, 4.04);
        ModelLoadException refused =
                new ModelLoadException(LoadFault.DOES_NOT_FIT, "phi", "bf16", 131_072, 60.26, 7.0, wayOut);
        assertThat(refused)
                .hasMessage("phi does not fit: in bf16 with a context of 131,072 it takes 60.3 GB and 7.0 GB are free;"
                        + " int8 with a context of 4,096 would fit (4.0 GB).");
        assertThat(Failures.text(refused))
                .isEqualTo(
                        "phi ne tient pas en mémoire : en bf16 avec un contexte de 131\u202f072 il prend 60,3 Go et 7,0 Go"
                                + " sont libres ; int8 avec un contexte de 4\u202f096 tiendrait (4,0 Go).");
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
