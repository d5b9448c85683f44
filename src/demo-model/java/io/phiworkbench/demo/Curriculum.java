package io.phiworkbench.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Which samples a step gets: easy ones first, of all tasks, more of those that are often answered wrongly.
 *
 * @param accuracies running share of right answers of each task
 */
record Curriculum(long step, float[] accuracies, Fonts fonts) {
    private static final List<Task> READING = List.of(Task.WORD, Task.NUMBER, Task.LINES);
    private static final List<Task> CHARTS =
            List.of(Task.HIGHEST, Task.VALUE, Task.CSV, Task.COMPARE, Task.COMPARE_CHARTS);
    private static final List<Task> PAIRS = List.of(Task.COMPARE);
    private static final double EASY_STEPS = 1500;

    /** The crops of a batch's pictures. */
    private record Layout(int rows, int columns) {}

    private double variety() {
        return Math.min(0.8, 0.2 + step / EASY_STEPS);
    }

    /**
     * Pictures to read and, at every other step, pairs of them (worker 0); charts and pairs of pictures or charts (worker 1).
     * All of one size.
     */
    Batch pictures(Random random, int worker, int area) {
        boolean reads = worker == 0 && step % 2 == 0;
        Layout layout = reads ? layout(random) : new Layout(1, 2);
        PictureTasks tasks = new PictureTasks(fonts, variety());
        List<Task> choice = reads ? READING : worker == 0 ? PAIRS : CHARTS;
        List<Sample> samples = new ArrayList<>();
        int crops = 0;
        while (crops < area) {
            Sample sample = fitting(random, tasks, pick(random, choice), layout);
            samples.add(sample);
            crops += sample.pictures().size() * (layout.rows * layout.columns + 1);
        }
        return new Batch.Maker().make(samples);
    }

    private static Sample fitting(Random random, PictureTasks tasks, Task task, Layout layout) {
        while (true) {
            Sample sample = tasks.sample(random, task, layout.rows, layout.columns).fitted();
            if (sample.pictures().stream()
                    .allMatch(p -> p.width() == layout.columns * DemoShape.CROP
                            && p.height() == layout.rows * DemoShape.CROP)) {
                return sample;
            }
        }
    }

    private Layout layout(Random random) {
        if (step < EASY_STEPS / 4) {
            return new Layout(1, 2);
        }
        double kind = random.nextDouble();
        return kind < 0.9 ? new Layout(1, 2) : kind < 0.96 ? new Layout(2, 2) : new Layout(1, 3);
    }

    /** Crops full of print for the tower alone: many more characters for the same arithmetic; fewer once it reads. */
    Batch pages(Random random, int count) {
        PictureTasks tasks = new PictureTasks(fonts, variety());
        List<DrawnPicture> pages = new ArrayList<>();
        while (pages.size() < count) {
            pages.add(tasks.page(random));
        }
        return new Batch.Maker().pages(pages);
    }

    /** Instructions without pictures. */
    Batch texts(Random random, int count) {
        List<Sample> samples = new ArrayList<>();
        while (samples.size() < count) {
            samples.add(TextTasks.any(random));
        }
        return new Batch.Maker().make(samples);
    }

    private Task pick(Random random, List<Task> choice) {
        double total = choice.stream().mapToDouble(this::need).sum();
        double left = random.nextDouble() * total;
        for (Task task : choice) {
            left -= need(task);
            if (left < 0) {
                return task;
            }
        }
        return choice.getLast();
    }

    private double need(Task task) {
        return 0.03 + (1 - accuracies[task.ordinal()]);
    }
}
