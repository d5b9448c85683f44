package io.phiworkbench.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchTest {
    private static final PictureTasks TASKS = new PictureTasks(Fonts.trained(), 1);
    private final CharacterVocabulary vocabulary = new CharacterVocabulary();

    @Test
    void aSequenceIsTheChatTemplateWithEachChunkBehindItsOwnBeginning() {
        Sample sample = new Sample(Task.COMPARE, "", pictures(2), List.of(Turn.of("Which?", "Picture 2")));

        Batch batch = new Batch.Maker().make(List.of(sample));

        assertThat(readable(batch))
                .startsWith("<s><|user|>\n[57]<s>\n[57]<s>\nWhich?<|end|>\n<|assistant|>\nPicture 2<|end|>");
    }

    @Test
    void theTargetsAreTheAnswerAndItsEnd() {
        Batch batch =
                new Batch.Maker().make(List.of(new Sample(Task.COPY, "", List.of(), List.of(Turn.of("Say ab", "ab")))));

        assertThat(Arrays.copyOf(batch.targets(), 3))
                .containsExactly(vocabulary.id('a'), vocabulary.id('b'), CharacterVocabulary.END);
        assertThat(batch.weights()[2]).isPositive();
        assertThat(batch.weights()[3]).as("padding").isZero();
        for (int i = 0; i < 3; i++) {
            assertThat(batch.ids()[(int) batch.places()[i] + 1])
                    .as("the place before the target")
                    .isEqualTo(batch.targets()[i]);
        }
    }

    @Test
    void theSupervisedHeadLooksAtThePictureTokenOverTheCharacter() {
        Glyph glyph =
                new Glyph('x', 2 * DemoShape.CELL, DemoShape.CELL, 3 * DemoShape.CELL - 1, 2 * DemoShape.CELL - 1);
        Turn turn = new AnswerText().read("x", 0, List.of(glyph)).to("Read");

        Batch batch = new Batch.Maker().make(List.of(new Sample(Task.WORD, "", pictures(1), List.of(turn))));

        int firstPictureToken = 3;
        int tokensOfARow = 2 * DemoShape.MERGED + 1;
        int middleLayer = batch.targets().length;
        assertThat(batch.attend()[middleLayer]).isEqualTo(firstPictureToken + tokensOfARow + 2);
        assertThat(batch.attend()[middleLayer + 1])
                .as("the end of the answer stands nowhere")
                .isEqualTo(-1);
        assertThat(batch.attend()[0]).as("nothing leads to a word").isEqualTo(-1);
    }

    @Test
    void aValueIsSoughtFromTheLabelUnderIt() {
        Glyph label =
                new Glyph('D', DemoShape.CELL, 3 * DemoShape.CELL, 2 * DemoShape.CELL - 1, 4 * DemoShape.CELL - 1);
        Glyph value = new Glyph('7', DemoShape.CELL, 0, 2 * DemoShape.CELL - 1, DemoShape.CELL - 1);
        Turn turn = new AnswerText()
                .read("D", 0, List.of(label))
                .seek(": 7", 0, label, value)
                .to("Value of D?");

        Batch batch = new Batch.Maker().make(List.of(new Sample(Task.VALUE, "", pictures(1), List.of(turn))));

        int firstPictureToken = 3;
        int tokensOfARow = 2 * DemoShape.MERGED + 1;
        int seven = turn.answer().indexOf('7');
        assertThat(batch.attend()[seven]).isEqualTo(firstPictureToken + 3 * tokensOfARow + 1);
        assertThat(batch.attend()[batch.targets().length + seven]).isEqualTo(firstPictureToken + 1);
    }

    @Test
    void aPatchIsLabelledWithTheCharacterOverItsCentreInTheOrderOfTheCrops() {
        int step = DemoShape.PATCH;
        Glyph glyph = new Glyph('Q', 9 * step, 0, 10 * step, step);
        DrawnPicture blank = pictures(1).getFirst();
        DrawnPicture picture = new DrawnPicture(blank.image(), List.of(glyph));

        Batch batch = new Batch.Maker()
                .make(List.of(new Sample(Task.WORD, "", List.of(picture), List.of(Turn.of("Read", "Q")))));

        int secondCrop = DemoShape.GRID * DemoShape.GRID;
        assertThat(batch.patches()[secondCrop + 1]).isEqualTo(vocabulary.characterClass('Q'));
        assertThat(Arrays.stream(batch.patches()).filter(label -> label != 0)).hasSize(1);
    }

    @Test
    void theSameSeedGivesTheSameBatch() {
        Curriculum curriculum = new Curriculum(5000, new float[Task.values().length], Fonts.trained());

        Batch once = curriculum.pictures(new Random(3), 1, 12);
        Batch again = curriculum.pictures(new Random(3), 1, 12);

        assertThat(again.ids()).isEqualTo(once.ids());
        assertThat(again.pixels()).isEqualTo(once.pixels());
        assertThat(again.cells()).isEqualTo(once.cells());
    }

    @Test
    void everyCharacterOfAReadAnswerStandsWhereItIsDrawn() {
        Random random = new Random(9);
        for (Task task : List.of(Task.WORD, Task.NUMBER, Task.LINES, Task.HIGHEST)) {
            for (int i = 0; i < 20; i++) {
                Turn turn = TASKS.sample(random, task, 1, 2).turns().getFirst();
                for (int c = 0; c < turn.spots().size(); c++) {
                    if (turn.spots().get(c) != null) {
                        assertThat(turn.spots().get(c).glyph().character())
                                .isEqualTo(turn.answer().charAt(c));
                    }
                }
            }
        }
    }

    private static List<DrawnPicture> pictures(int count) {
        return java.util.stream.Stream.generate(
                        () -> new Drawing(2 * DemoShape.CROP, DemoShape.CROP, java.awt.Color.WHITE).done())
                .limit(count)
                .toList();
    }

    private String readable(Batch batch) {
        StringBuilder out = new StringBuilder();
        int run = 0;
        for (long id : batch.ids()) {
            if (id >= CharacterVocabulary.SIZE) {
                run++;
                continue;
            }
            if (run > 0) {
                int tokens = DemoShape.pictureTokens(1, 2);
                out.append(run == tokens ? "[57]" : "[" + run + "]");
                run = 0;
            }
            out.append(vocabulary.token((int) id));
        }
        return out.toString();
    }
}
