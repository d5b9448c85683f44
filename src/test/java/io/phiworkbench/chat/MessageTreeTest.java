package io.phiworkbench.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageTreeTest {
    private final MessageTree tree = new MessageTree();
    private Message question;
    private Message firstAnswer;
    private Message secondAnswer;
    private Message underFirst;

    @BeforeEach
    void grow() {
        question = add(OptionalLong.empty(), "q");
        firstAnswer = add(OptionalLong.of(question.id()), "a1");
        underFirst = add(OptionalLong.of(firstAnswer.id()), "q under a1");
        secondAnswer = add(OptionalLong.of(question.id()), "a2");
    }

    private Message add(OptionalLong parent, String text) {
        Message message = Message.question(parent, text, List.of(), Instant.EPOCH);
        tree.add(message);
        return message;
    }

    @Test
    void whatIsAddedIsSelected() {
        assertThat(tree.branch()).containsExactly(question, secondAnswer);
    }

    @Test
    void siblingsAreCountedInTheOrderOfTheirMaking() {
        assertThat(tree.siblings(firstAnswer.id()))
                .isEqualTo(new Siblings(List.of(firstAnswer.id(), secondAnswer.id()), 0));
        assertThat(tree.siblings(secondAnswer.id()).hasNext()).isFalse();
        assertThat(tree.siblings(secondAnswer.id()).previous()).isEqualTo(firstAnswer.id());
        assertThat(tree.siblings(question.id()).count()).isOne();
    }

    @Test
    void selectingASiblingShowsItsBranchDownToWhereItEnded() {
        tree.select(firstAnswer.id());
        assertThat(tree.branch()).containsExactly(question, firstAnswer, underFirst);
    }

    @Test
    void aForkRemembersItsSelectionWhileAnotherBranchIsShown() {
        Message other = add(OptionalLong.of(firstAnswer.id()), "other under a1");
        tree.select(underFirst.id());
        tree.select(secondAnswer.id());
        tree.select(firstAnswer.id());
        assertThat(tree.branch()).containsExactly(question, firstAnswer, underFirst);
        assertThat(tree.siblings(other.id()).count()).isEqualTo(2);
    }

    @Test
    void theFirstQuestionCanHaveSiblingsToo() {
        Message edited = add(OptionalLong.empty(), "q edited");
        assertThat(tree.branch()).containsExactly(edited);
        assertThat(tree.siblings(edited.id()).count()).isEqualTo(2);
    }

    @Test
    void removingTakesWhatHangsBelowAndSelectsTheNewestSiblingLeft() {
        tree.select(firstAnswer.id());
        assertThat(tree.remove(firstAnswer.id())).containsExactly(firstAnswer, underFirst);
        assertThat(tree.branch()).containsExactly(question, secondAnswer);
        assertThat(tree.find(underFirst.id())).isEmpty();
    }

    @Test
    void removingTheLastOfABranchLeavesItsParent() {
        tree.remove(secondAnswer.id());
        tree.remove(firstAnswer.id());
        assertThat(tree.branch()).containsExactly(question);
        tree.remove(question.id());
        assertThat(tree.branch()).isEmpty();
    }

    @Test
    void aTreeIsTheSameAfterItWasStored() {
        tree.select(underFirst.id());
        Set<Long> selected = Set.copyOf(
                tree.all().stream().map(Message::id).filter(tree::isSelected).toList());
        assertThat(new MessageTree(tree.all(), selected).branch()).containsExactly(question, firstAnswer, underFirst);
    }

    @Test
    void aMessageNeedsItsParent() {
        Message orphan = Message.question(OptionalLong.of(1), "orphan", List.of(), Instant.EPOCH);
        assertThatThrownBy(() -> tree.add(orphan)).isInstanceOf(NoSuchElementException.class);
        assertThat(tree.find(orphan.id())).isEmpty();
    }

    @Test
    void aMessageCannotBeAddedTwice() {
        assertThatThrownBy(() -> tree.add(question)).isInstanceOf(IllegalArgumentException.class);
        assertThat(tree.siblings(question.id()).count()).isOne();
    }
}
