package io.phiworkbench.vision;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_move_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import org.bytedeco.ffmpeg.avutil.AVFrame;

/** A video played forward: the frame on the screen, and the one that comes after it. */
final class Playback implements AutoCloseable {
    /** Decoding on is cheaper than going to a key frame when the moment is this close. */
    private static final double CLOSE_SECONDS = 4;

    private final VideoStream video;
    private final AVFrame shown;
    private final AVFrame coming;
    private boolean hasShown;
    private boolean hasComing;
    private boolean ended;
    private boolean newlyShown;
    private double comingTime;

    Playback(VideoStream video) {
        this.video = video;
        this.shown = FrameConversion.newFrame(video.source());
        try {
            this.coming = FrameConversion.newFrame(video.source());
        } catch (RuntimeException e) {
            FrameConversion.free(shown);
            throw e;
        }
    }

    /**
     * Puts on the screen the last frame that begins at or before the moment (or the first of all, where none does).
     *
     * @return false where the video has ended before, and its last frame has been shown already
     */
    boolean showAt(double time) {
        if (!ended && time > comingTime + CLOSE_SECONDS) {
            jump(time);
        }
        newlyShown = false;
        while (lookAhead() && (comingTime <= time || !hasShown)) {
            av_frame_unref(shown);
            av_frame_move_ref(shown, coming);
            hasShown = true;
            hasComing = false;
            newlyShown = true;
        }
        return hasShown && (newlyShown || !ended);
    }

    /** The frame on the screen; this object keeps it. */
    AVFrame shown() {
        return shown;
    }

    /** Where the file's index leads beyond the moment, the video is played from its start instead. */
    private void jump(double time) {
        if (!video.seek(time)) {
            return;
        }
        forget();
        if (!lookAhead() || comingTime > time) {
            video.seek(0);
            forget();
        }
    }

    private void forget() {
        hasShown = false;
        hasComing = false;
        ended = false;
    }

    private boolean lookAhead() {
        if (!hasComing && !ended) {
            av_frame_unref(coming);
            hasComing = video.decode(coming);
            ended = !hasComing;
            if (hasComing) {
                comingTime = video.secondsOf(coming);
            }
        }
        return hasComing;
    }

    @Override
    public void close() {
        FrameConversion.free(shown);
        FrameConversion.free(coming);
    }
}
