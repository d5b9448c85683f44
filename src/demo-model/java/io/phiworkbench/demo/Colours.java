package io.phiworkbench.demo;

import java.awt.Color;
import java.util.Random;

/** Pairs of colours that people can read. */
record Colours(Color background, Color text) {
    static final Colours PLAIN = new Colours(Color.WHITE, Color.BLACK);

    static Colours readable(Random random) {
        while (true) {
            Colours pair = new Colours(any(random), any(random));
            if (Math.abs(luminance(pair.background) - luminance(pair.text)) > 95) {
                return pair;
            }
        }
    }

    static Color any(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> grey(200 + random.nextInt(56));
            case 1 -> grey(random.nextInt(60));
            default -> new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256));
        };
    }

    static double luminance(Color c) {
        return 0.299 * c.getRed() + 0.587 * c.getGreen() + 0.114 * c.getBlue();
    }

    private static Color grey(int level) {
        return new Color(level, level, level);
    }
}
