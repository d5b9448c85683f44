package io.phiworkbench.vision;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Frames of video files as upright pictures, decoded by FFmpeg. Only local files are opened, whatever a playlist in one
 * may name. Every call opens and closes the file by itself and frees all native memory, so calls may come from any
 * thread; they block.
 */
public final class VideoFrames {
    private VideoFrames() {}

    /**
     * Reads length and size. A file that does not say its length is read through once, without decoding.
     *
     * @throws MediaException where there is no such file, it cannot be opened, or has no video in it
     */
    public static VideoInfo info(Path file) {
        try (VideoStream video = open(file)) {
            return video.info();
        }
    }

    /**
     * Decodes the chosen frames and hands them over one by one: for every moment the frame that is on the screen then.
     * They may be fewer than chosen where the pictures end before the file's stated length.
     *
     * @param sink called in the order of time, on the caller's thread
     * @throws MediaException as {@link #info(Path)}, or where the file is broken or cut off
     */
    public static void read(Path file, FrameChoice choice, Consumer<Picture> sink) {
        VideoInfo info = info(file);
        try (VideoStream video = open(file);
                Playback playback = new Playback(video);
                FrameConversion conversion = new FrameConversion(info.source())) {
            int frames = 0;
            for (double time : choice.times(info)) {
                boolean shows = playback.showAt(time);
                if (!shows && video.isCutOff()) {
                    throw new MediaException(info.source(), Refusal.VIDEO_CUT_OFF, clock(time));
                }
                if (!shows) {
                    break;
                }
                RgbImage pixels = conversion.toRgb(playback.shown(), info, video.orientation());
                sink.accept(Picture.of(pixels, info.source() + " at " + clock(time), info.codec()));
                frames++;
            }
            if (frames == 0) {
                throw new MediaException(info.source(), Refusal.NO_FRAMES);
            }
        }
    }

    private static VideoStream open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new MediaException(file.toString(), Refusal.NO_SUCH_FILE);
        }
        return VideoStream.open(
                file.toAbsolutePath().toString(), file.getFileName().toString());
    }

    /** Minutes and seconds, as players write them. */
    private static String clock(double seconds) {
        int tenths = (int) Math.round(seconds * 10);
        return String.format(Locale.ROOT, "%d:%02d.%d", tenths / 600, tenths / 10 % 60, tenths % 10);
    }
}
