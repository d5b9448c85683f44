package io.phiworkbench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptSetTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void draw() throws Exception {
        ImageIO.write(
                new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB),
                "png",
                folder.resolve("a.png").toFile());
    }

    @Test
    void aTableNamesPromptPicturesAndExpectedAnswer() throws Exception {
        PromptSet set =
                read("s.csv", "Expected,prompt,images\nyes,\"Are they\nequal, \"\"both\"\"?\",a.png; a.png\n,Hi,\n");

        assertThat(set.problems()).isEmpty();
        assertThat(set.questions()).hasSize(2);
        Question first = set.questions().getFirst();
        assertThat(first.prompt()).isEqualTo("Are they\nequal, \"both\"?");
        assertThat(first.images())
                .extracting(QuestionPicture::source)
                .containsExactly(
                        folder.resolve("a.png").toString(),
                        folder.resolve("a.png").toString());
        assertThat(first.expected()).contains("yes");
        assertThat(first.line()).isEqualTo(2);
        assertThat(set.questions().get(1)).isEqualTo(new Question(4, "Hi", java.util.List.of(), Optional.empty()));
    }

    @Test
    void whatIsWrongInATableIsNamedWithItsLineAndTheRestStays() throws Exception {
        Files.writeString(folder.resolve("broken.png"), "no picture");
        PromptSet set = read("s.csv", """
                prompt,images,expected,answr
                good,a.png,x,
                lost,none.png,x,
                ,a.png,x,
                short,a.png

                bad,broken.png,x,
                also good,,x,
                "open,a.png,x,
                """);

        assertThat(set.questions()).extracting(Question::prompt).containsExactly("good", "also good");
        assertThat(set.problems())
                .extracting(PromptSet.Problem::toString)
                .satisfiesExactly(
                        p -> assertThat(p).startsWith("line 1: the column 'answr' is none of"),
                        p -> assertThat(p)
                                .startsWith("line 3: there is no picture ")
                                .contains("none.png"),
                        p -> assertThat(p).isEqualTo("line 4: there is no prompt; left out"),
                        p -> assertThat(p).isEqualTo("line 5: it has 2 columns, the head has 4; left out"),
                        p -> assertThat(p).startsWith("line 7: broken.png: not a picture"),
                        p -> assertThat(p).startsWith("line 9: a quote in it is never closed"));
    }

    @Test
    void jsonLinesTakeNumbersAndListsOfPictures() throws Exception {
        PromptSet set = read("s.jsonl", """
                {"prompt":"How many?","images":["a.png","a.png"],"expected":4}

                {"prompt":"One?","image":"a.png"}
                {"prompt":
                [1]
                {"expected":"x"}
                {"prompt":"p","images":["gone.png"]}
                """);

        assertThat(set.questions()).extracting(Question::line).containsExactly(1, 3);
        assertThat(set.questions().getFirst().images()).hasSize(2);
        assertThat(set.questions().getFirst().expected()).contains("4");
        assertThat(set.problems()).extracting(PromptSet.Problem::line).containsExactly(4, 5, 6, 7);
        assertThat(set.problems().getLast().what().english()).contains("gone.png");
    }

    @Test
    void aFileThatIsNoSetIsRefusedInOneLine() throws Exception {
        assertThatThrownBy(() -> read("s.csv", "\nquestion,images\na,b\n"))
                .hasMessageContaining("s.csv, line 2: there is no column 'prompt'");
        assertThatThrownBy(() -> read("s.txt", "x")).hasMessageContaining("give a .csv or a .jsonl file");
        assertThatThrownBy(() -> PromptSet.read(folder.resolve("none.csv"))).hasMessageContaining("does not exist");
        Files.write(folder.resolve("latin.csv"), new byte[] {'p', (byte) 0xE9, '\n'});
        assertThatThrownBy(() -> PromptSet.read(folder.resolve("latin.csv"))).hasMessageContaining("is not UTF-8");
    }

    private PromptSet read(String name, String text) throws Exception {
        return PromptSet.read(Files.writeString(folder.resolve(name), text));
    }
}
