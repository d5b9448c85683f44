package io.phiworkbench.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.ChatMessage.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Versions of questions and answers beside each other. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class BranchesTest {
    @TempDir
    Path folder;

    private ChatRig rig;

    @BeforeEach
    void open() {
        rig = new ChatRig(folder);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void anotherAnswerBecomesASiblingAndTheFirstStaysReachable() {
        Message first = rig.ask("one");
        rig.model().say("It is red.");
        Message second = rig.chat().regenerate(first.id(), rig.model()).join();
        assertThat(rig.chat().siblings(second.id())).isEqualTo(new Siblings(List.of(first.id(), second.id()), 1));
        assertThat(rig.texts()).containsExactly("one", "It is red.");
        rig.chat().select(first.id());
        rig.restart();
        assertThat(rig.texts()).containsExactly("one", "It is blue.");
        assertThat(rig.chat().siblings(first.id()).count()).isEqualTo(2);
    }

    @Test
    void anEditedQuestionStartsABranchBesideTheOldOne() {
        rig.ask("one");
        rig.ask("two");
        Message old = rig.chat().branch().get(2);
        Message answer = rig.chat()
                .editQuestion(old.id(), "two, better", List.of(), rig.model())
                .join();
        assertThat(rig.texts()).containsExactly("one", "It is blue.", "two, better", "It is blue.");
        assertThat(rig.chat().siblings(answer.parent().orElseThrow()).count()).isEqualTo(2);
        assertThat(rig.asked(2).messages())
                .extracting(ChatMessage::text)
                .containsExactly("one", "It is blue.", "two, better");
    }

    @Test
    void theFirstQuestionCanBeEdited() {
        rig.ask("one");
        rig.chat()
                .editQuestion(rig.chat().branch().getFirst().id(), "uno", List.of(), rig.model())
                .join();
        assertThat(rig.texts()).containsExactly("uno", "It is blue.");
    }

    @Test
    void anEditedAnswerStandsBesideTheOldOneAndIsWhatTheModelSees() {
        Message answer = rig.ask("one");
        Message edited = rig.chat().editAnswer(answer.id(), "It is grey.");
        assertThat(rig.chat().siblings(edited.id()).count()).isEqualTo(2);
        rig.ask("why?");
        assertThat(rig.asked(1).messages().get(1)).isEqualTo(new ChatMessage(Role.ASSISTANT, "It is grey."));
    }

    @Test
    void aDeletedMessageTakesWhatFollowsAndComesBackWhole() {
        Message answer = rig.ask("one");
        rig.ask("two");
        List<Message> deleted = rig.chat().subtree(answer.id());
        rig.chat().delete(answer.id());
        assertThat(rig.texts()).containsExactly("one");
        rig.chat().restore(deleted);
        rig.restart();
        assertThat(rig.texts()).containsExactly("one", "It is blue.", "two", "It is blue.");
    }

    @Test
    void aQuestionWithoutAnswerCanBeAnswered() {
        Message answer = rig.ask("one");
        rig.chat().delete(answer.id());
        Message again = rig.chat()
                .answerQuestion(rig.chat().branch().getFirst().id(), rig.model())
                .join();
        assertThat(again.text()).isEqualTo("It is blue.");
    }
}
