package io.phiworkbench.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Fresh samples for evaluation: seeds that no training uses, the same at every run. */
public final class HeldOut {
    /** Samples of the published figures. */
    public static final long PUBLISHED = 7_000_000_000L;
    /** Samples of the check in the tests: other ones. */
    public static final long CHECK = 8_000_000_000L;

    private HeldOut() {}

    /** {@code count} samples of one task with one question each, of full variety. */
    public static List<Sample> samples(Task task, Fonts fonts, int count) {
        return samples(PUBLISHED, task, fonts, count);
    }

    /** The same from another seed. */
    public static List<Sample> samples(long seed, Task task, Fonts fonts, int count) {
        return samples(seed, task, fonts, count, 1);
    }

    /** The same with a {@linkplain PictureTasks#PictureTasks share} of varied pictures. */
    static List<Sample> samples(long seed, Task task, Fonts fonts, int count, double variety) {
        PictureTasks pictures = new PictureTasks(fonts, variety);
        Random random = new Random(seed + task.ordinal());
        List<Sample> samples = new ArrayList<>();
        while (samples.size() < count) {
            samples.add(firstQuestion(sample(task, pictures, random)));
        }
        return samples;
    }

    /** Words harder than {@link Task#WORD}. */
    static List<Sample> harderWords(Fonts fonts, int count) {
        PictureTasks pictures = new PictureTasks(fonts, 1);
        Random random = new Random(PUBLISHED - 1);
        return Stream.generate(() -> firstQuestion(pictures.harderWord(random)))
                .limit(count)
                .toList();
    }

    private static Sample sample(Task task, PictureTasks pictures, Random random) {
        return task.drawn()
                ? pictures.sample(random, task, 1, 2)
                : new Sample(task, "", List.of(), List.of(TextTasks.turn(random, task)));
    }

    private static Sample firstQuestion(Sample sample) {
        return new Sample(
                sample.task(), "", sample.pictures(), sample.turns().subList(0, 1));
    }
}
