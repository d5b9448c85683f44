package io.phiworkbench.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Short instructions without a picture. */
final class TextTasks {
    private TextTasks() {}

    static Sample any(Random random) {
        double kind = random.nextDouble();
        Task task = kind < 0.3 ? Task.FACT : kind < 0.55 ? Task.COPY : kind < 0.8 ? Task.UPPER : Task.SUM;
        List<Turn> turns = new ArrayList<>();
        turns.add(turn(random, task));
        if (random.nextInt(6) == 0) {
            turns.add(turn(random, Task.values()[random.nextInt(4)]));
        }
        return new Sample(task, Prompts.system(random), List.of(), turns);
    }

    static Turn turn(Random random, Task task) {
        return switch (task) {
            case FACT -> Facts.pick(random);
            case COPY -> copy(random);
            case UPPER -> upper(random);
            case SUM -> sum(random);
            default -> throw new IllegalArgumentException(task + " needs a picture");
        };
    }

    private static Turn copy(Random random) {
        String text = switch (random.nextInt(5)) {
            case 0 -> Words.digits(random, 1 + random.nextInt(6));
            case 1 -> Words.word(random, 3, 8) + " " + Words.word(random, 3, 8);
            default -> Words.word(random, 3, 8);
        };
        return Turn.of(Prompts.any(random, Prompts.COPY).formatted(text), text);
    }

    private static Turn upper(Random random) {
        String text = Words.lower(random, 3, 8);
        return Turn.of(Prompts.any(random, Prompts.UPPER).formatted(text), text.toUpperCase(Locale.ROOT));
    }

    private static Turn sum(Random random) {
        int a = random.nextInt(11);
        int b = random.nextInt(11);
        String term = random.nextInt(4) == 0 ? a + "+" + b : a + " + " + b;
        return Turn.of(Prompts.any(random, Prompts.SUM).formatted(term), String.valueOf(a + b));
    }
}
