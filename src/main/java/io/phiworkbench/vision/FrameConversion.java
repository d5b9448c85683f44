package io.phiworkbench.vision;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_free_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;

/** Decoded frames as upright RGB in square pixels. Owns FFmpeg's scaler and one frame. */
final class FrameConversion implements AutoCloseable {
    /** From this height on, video that does not name its colour matrix means BT.709, as players take it. */
    private static final int HD_HEIGHT = 720;

    private final String source;
    private final SwsContext scaler;
    private final AVFrame rgb;

    FrameConversion(String source) {
        this.source = source;
        rgb = newFrame(source);
        scaler = sws_alloc_context();
        if (scaler == null) {
            free(rgb);
            throw new MediaException(source, Refusal.FRAME_OUT_OF_MEMORY);
        }
        scaler.flags(SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT);
    }

    static AVFrame newFrame(String source) {
        AVFrame frame = av_frame_alloc();
        if (frame == null) {
            throw new MediaException(source, Refusal.FRAME_OUT_OF_MEMORY);
        }
        return frame;
    }

    static void free(AVFrame frame) {
        av_frame_free(frame);
    }

    /** @param info says the upright size; the frame is scaled to it before it is turned */
    RgbImage toRgb(AVFrame frame, VideoInfo info, Orientation turn) {
        if (frame.colorspace() == AVCOL_SPC_UNSPECIFIED && frame.height() >= HD_HEIGHT) {
            frame.colorspace(AVCOL_SPC_BT709);
        }
        av_frame_unref(rgb);
        rgb.format(AV_PIX_FMT_RGB24);
        rgb.width(turn.uprightWidth(info.width(), info.height()));
        rgb.height(turn.uprightHeight(info.width(), info.height()));
        int result = sws_scale_frame(scaler, rgb, frame);
        if (result < 0) {
            throw new MediaException(source, Refusal.FRAME_UNCONVERTED, Ffmpeg.message(result));
        }
        RgbImage stored = new RgbImage(rgb.width(), rgb.height(), bytes());
        return turn.equals(Orientation.UPRIGHT) ? stored : turned(stored, turn);
    }

    private byte[] bytes() {
        int rowBytes = rgb.width() * 3;
        byte[] bytes = new byte[rowBytes * rgb.height()];
        BytePointer data = rgb.data(0);
        for (int y = 0; y < rgb.height(); y++) {
            data.position((long) y * rgb.linesize(0)).get(bytes, y * rowBytes, rowBytes);
        }
        return bytes;
    }

    private static RgbImage turned(RgbImage stored, Orientation turn) {
        byte[] upright = new byte[stored.bytes().length];
        for (int i = 0; i < upright.length / 3; i++) {
            int to = turn.uprightIndex(i % stored.width(), i / stored.width(), stored.width(), stored.height());
            System.arraycopy(stored.bytes(), i * 3, upright, to * 3, 3);
        }
        return new RgbImage(
                turn.uprightWidth(stored.width(), stored.height()),
                turn.uprightHeight(stored.width(), stored.height()),
                upright);
    }

    @Override
    public void close() {
        sws_free_context(scaler);
        free(rgb);
    }
}
