package io.phiworkbench.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.RunFault;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.vision.MediaException;
import io.phiworkbench.vision.Refusal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Label;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why an answer failed, said in the language that the window has now, not in the one it had then. */
class FailedAnswerTest {
    @TempDir
    Path folder;

    private WindowRig rig;

    @AfterEach
    void close() {
        rig.close();
        Messages.use(Locale.getDefault());
    }

    private void open(Locale language) {
        Messages.use(language);
        rig = WindowRig.answering(folder, FailedAnswerTest::answer);
    }

    private static String answer(Prompt prompt) {
        // Questions without an answer between them come as one.
        String asked = ScriptedModel.lastText(prompt);
        throw asked.endsWith("picture")
                ? new GenerationException(new MediaException("photo.png", Refusal.CUT_OFF))
                : asked.endsWith("length")
                        ? new GenerationException(RunFault.PROMPT_TOO_LONG, 5_200, 0, "Phi-3.5-mini", 4_096)
                        : new GenerationException(RunFault.DEVICE_OUT_OF_MEMORY, "cuda:0", 2_148);
    }

    @Test
    void aFailedAnswerReadsFrenchInTheFrenchWindowAndEnglishWhenItIsOpenedInEnglish() {
        open(Locale.FRENCH);
        List<String> questions = List.of("picture", "length", "memory");
        for (int i = 0; i < questions.size(); i++) {
            rig.ask(questions.get(i));
            awaitProblems(i + 1);
        }
        assertThat(problems())
                .satisfiesExactlyInAnyOrder(
                        picture -> assertThat(picture).isEqualTo("photo.png : le fichier est tronqué"),
                        length -> assertThat(length)
                                .startsWith("la question fait 5\u202f200 jetons")
                                .endsWith("chargez le modèle avec un contexte plus long"),
                        memory -> assertThat(memory).startsWith("il n’y a pas assez de mémoire sur cuda:0"));

        long chat = WindowRig.fx(() -> rig.chat().openIdProperty().get());
        rig.close();
        open(Locale.ENGLISH);
        WindowRig.run(() -> rig.chat().open(chat));
        awaitProblems(3);
        assertThat(problems())
                .satisfiesExactlyInAnyOrder(
                        picture -> assertThat(picture).isEqualTo("photo.png: the file is cut off"),
                        length -> assertThat(length)
                                .isEqualTo(
                                        "the prompt has 5,200 tokens (0 of them for pictures), but Phi-3.5-mini holds"
                                                + " 4,096: shorten it or load the model with a longer context"),
                        memory -> assertThat(memory).startsWith("there is not enough memory on cuda:0: 2,148 MB"));
    }

    private void awaitProblems(int count) {
        WindowRig.await(
                count + " failed answers", () -> !rig.chat().runningProperty().get() && shown().size() == count);
    }

    private List<String> problems() {
        return WindowRig.fx(this::shown);
    }

    private List<String> shown() {
        return rig.window().root().lookupAll(".message-problem").stream()
                .filter(Node::isVisible)
                .map(label -> ((Label) label).getText())
                .toList();
    }
}
