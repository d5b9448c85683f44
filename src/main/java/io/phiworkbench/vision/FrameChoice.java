package io.phiworkbench.vision;

import java.util.List;
import java.util.stream.IntStream;

/** Which frames of a video become pictures. */
public sealed interface FrameChoice {
    /** More frames than any context of the family holds. */
    int MAX_FRAMES = 512;

    /**
     * The moments to look at, in seconds from the start, ascending.
     *
     * @throws MediaException where there would be more than {@link #MAX_FRAMES}
     */
    List<Double> times(VideoInfo video);

    /** A number of frames, each from the middle of one of as many equal parts, so none falls on a black first frame. */
    record Evenly(int count) implements FrameChoice {
        public Evenly {
            if (count < 1) {
                throw new IllegalArgumentException("the number of frames must be at least 1, not " + count);
            }
        }

        @Override
        public List<Double> times(VideoInfo video) {
            refuseMany(video, count);
            return IntStream.range(0, count)
                    .mapToObj(i -> (i + 0.5) * video.seconds() / count)
                    .toList();
        }
    }

    /** The first frame, and one whenever this many seconds have passed. */
    record Every(double seconds) implements FrameChoice {
        public Every {
            if (!(seconds > 0) || Double.isInfinite(seconds)) {
                throw new IllegalArgumentException(
                        "the seconds between frames must be a number above 0, not " + seconds);
            }
        }

        @Override
        public List<Double> times(VideoInfo video) {
            double count = Math.max(1, Math.ceil(video.seconds() / seconds));
            refuseMany(video, count);
            return IntStream.range(0, (int) count).mapToObj(i -> i * seconds).toList();
        }
    }

    private static void refuseMany(VideoInfo video, double count) {
        if (count > MAX_FRAMES) {
            throw new MediaException(video.source(), Refusal.TOO_MANY_FRAMES, Math.round(count), MAX_FRAMES);
        }
    }
}
