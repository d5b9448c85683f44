package io.phiworkbench.analysis;

import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.vision.MediaException;
import io.phiworkbench.vision.PictureReader;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The colours in which a picture draws its data, so that a chart drawn again can wear them. */
public final class ChartColours {
    private static final float LEAST_SATURATION = 0.25f;
    private static final float LEAST_BRIGHTNESS = 0.2f;
    private static final double LEAST_SHARE = 0.002;
    private static final double NEAREST_HUE = 0.06;
    private static final int SAMPLES_A_SIDE = 400;

    private ChartColours() {}

    /**
     * The colours that cover most of a picture, greys left out.
     *
     * @param most how many at most
     * @return as RGB, the largest first; fewer, or none, where the picture has no more
     * @throws MediaException if the picture cannot be opened
     */
    public static List<Integer> of(ImageInput picture, int most) {
        BufferedImage pixels = new PictureReader()
                .read(picture.content(), picture.name())
                .pixels()
                .toBufferedImage();
        Map<Integer, Integer> counts = new HashMap<>();
        int step = Math.max(1, Math.max(pixels.getWidth(), pixels.getHeight()) / SAMPLES_A_SIDE);
        int seen = 0;
        for (int y = 0; y < pixels.getHeight(); y += step) {
            for (int x = 0; x < pixels.getWidth(); x += step) {
                int rgb = pixels.getRGB(x, y) & 0xFFFFFF;
                seen++;
                if (isColour(rgb)) {
                    counts.merge(rgb & 0xF8F8F8, 1, Integer::sum);
                }
            }
        }
        return largest(counts, most, (int) Math.ceil(seen * LEAST_SHARE));
    }

    private static boolean isColour(int rgb) {
        float[] hsb = hsb(rgb);
        return hsb[1] >= LEAST_SATURATION && hsb[2] >= LEAST_BRIGHTNESS;
    }

    private static float[] hsb(int rgb) {
        return Color.RGBtoHSB(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF, null);
    }

    private static List<Integer> largest(Map<Integer, Integer> counts, int most, int least) {
        List<Integer> chosen = new ArrayList<>();
        counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= least)
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .filter(rgb -> chosen.size() < most && chosen.stream().noneMatch(other -> areAlike(rgb, other)))
                .forEach(chosen::add);
        return chosen;
    }

    /** Edges are drawn in shades of their area's colour. */
    private static boolean areAlike(int one, int other) {
        double difference = Math.abs(hsb(one)[0] - hsb(other)[0]);
        return Math.min(difference, 1 - difference) < NEAREST_HUE;
    }
}
