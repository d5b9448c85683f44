package io.phiworkbench.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Fresh samples for evaluation: seeds that no training uses, the same at every run. */
public final class HeldOut {
    private static final long SEED = 7_000_000_000L;

    private HeldOut() {}

    /** {@code count} samples of one task with one question each, of full variety. */
    public static List<Sample> samples(Task task, Fonts fonts, int count) {
        PictureTasks pictures = new PictureTasks(fonts, 1);
        Random random = new Random(SEED + task.ordinal());
        List<Sample> samples = new ArrayList<>();
        while (samples.size() < count) {
            samples.add(firstQuestion(sample(task, pictures, random)));
        }
        return samples;
    }

    private static Sample sample(Task task, PictureTasks pictures, Random random) {
        return switch (task) {
            case FACT, COPY, UPPER, SUM ->
                new Sample(task, "", List.of(), List.of(TextTasks.turn(random, task)));
            default -> pictures.sample(random, task, 1, 2);
        };
    }

    private static Sample firstQuestion(Sample sample) {
        return new Sample(sample.task(), "", sample.pictures(), sample.turns().subList(0, 1));
    }
}
