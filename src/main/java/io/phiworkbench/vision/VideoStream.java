package io.phiworkbench.vision;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_ENOMEM;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_TIME_BASE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_display_rotation_get;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** The video stream of an open file, and its decoder. Owns both; everything it allocates is freed by {@link #close()}. */
final class VideoStream implements AutoCloseable {
    /** The format by which FFmpeg would play any text file as letters on a terminal. */
    private static final String TEXT_ART = "tty";

    private static final int MAX_DECODER_THREADS = 4;
    private static final double MISSING_SECONDS = 1;

    private final String source;
    private AVFormatContext format;
    private AVCodecContext decoder;
    private AVPacket packet;
    private AVStream stream;
    private double lastSeconds;
    private long lastPacketEnd;
    private boolean sawPartialPacket;

    private VideoStream(String source) {
        this.source = source;
    }

    /**
     * @param path absolute path
     * @param source what messages call it
     */
    static VideoStream open(String path, String source) {
        Ffmpeg.load(source);
        VideoStream video = new VideoStream(source);
        try {
            video.openFile(path);
            video.openDecoder();
            return video;
        } catch (RuntimeException | Error e) {
            video.close();
            throw e;
        }
    }

    String source() {
        return source;
    }

    private void openFile(String path) {
        AVFormatContext opened = new AVFormatContext((Pointer) null);
        AVDictionary options = new AVDictionary((Pointer) null);
        try {
            av_dict_set(options, "protocol_whitelist", "file", 0);
            check(Refusal.VIDEO_UNREADABLE, avformat_open_input(opened, "file:" + path, null, options));
            format = opened; // a failed call has freed it
        } finally {
            av_dict_free(options);
        }
        if (format.iformat().name().getString().equals(TEXT_ART)) {
            throw new MediaException(source, Refusal.VIDEO_IS_TEXT);
        }
        check(Refusal.VIDEO_UNREADABLE, avformat_find_stream_info(format, (PointerPointer<?>) null));
        int index = av_find_best_stream(format, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
        if (index < 0 || (format.streams(index).disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0) {
            throw new MediaException(source, Refusal.SOUND_ONLY);
        }
        stream = format.streams(index);
        PictureLimits.STANDARD.checkSize(
                source, stream.codecpar().width(), stream.codecpar().height());
    }

    private void openDecoder() {
        AVCodec codec = avcodec_find_decoder(stream.codecpar().codec_id());
        if (codec == null) {
            throw new MediaException(source, Refusal.NO_DECODER, codecName());
        }
        decoder = required(avcodec_alloc_context3(codec));
        check(Refusal.VIDEO_UNDECODED, avcodec_parameters_to_context(decoder, stream.codecpar()));
        decoder.pkt_timebase(stream.time_base());
        decoder.max_pixels(PictureLimits.MAX_PIXELS);
        decoder.thread_count(Math.min(Runtime.getRuntime().availableProcessors(), MAX_DECODER_THREADS));
        check(Refusal.VIDEO_UNDECODED, avcodec_open2(decoder, codec, (PointerPointer<?>) null));
        packet = required(av_packet_alloc());
    }

    /** Reads the file to its end where its head does not say how long it is; decoding then needs a new one. */
    VideoInfo info() {
        Orientation turn = orientation();
        int width = squareWidth();
        int height = stream.codecpar().height();
        PictureLimits.STANDARD.checkSize(source, width, height);
        return new VideoInfo(
                source,
                length(),
                ratio(stream.avg_frame_rate()),
                turn.uprightWidth(width, height),
                turn.uprightHeight(width, height),
                codecName());
    }

    /** Pixels need not be square; the width is stretched to make them so. */
    private int squareWidth() {
        double aspect = ratio(stream.sample_aspect_ratio());
        if (aspect <= 0) {
            aspect = ratio(stream.codecpar().sample_aspect_ratio());
        }
        int width = stream.codecpar().width();
        return aspect > 0 ? Math.clamp(Math.round(width * aspect), 1, Integer.MAX_VALUE) : width;
    }

    private double length() {
        if (stream.duration() != AV_NOPTS_VALUE && stream.duration() > 0) {
            return stream.duration() * ratio(stream.time_base());
        }
        if (format.duration() != AV_NOPTS_VALUE && format.duration() > 0) {
            return (double) format.duration() / AV_TIME_BASE;
        }
        return readToTheEnd();
    }

    private double readToTheEnd() {
        while (readPacket()) {
            av_packet_unref(packet);
        }
        return lastPacketEnd * ratio(stream.time_base());
    }

    /** Whether the data that was read to its end stops within a picture, or well before the stream's stated length. */
    boolean isCutOff() {
        boolean stated = stream.duration() != AV_NOPTS_VALUE && stream.duration() > 0;
        double missing = (stream.duration() - lastPacketEnd) * ratio(stream.time_base());
        return sawPartialPacket || stated && missing > MISSING_SECONDS;
    }

    /** How the frames must be turned, as phones note it. */
    Orientation orientation() {
        AVCodecParameters parameters = stream.codecpar();
        AVPacketSideData matrix = av_packet_side_data_get(
                parameters.coded_side_data(), parameters.nb_coded_side_data(), AV_PKT_DATA_DISPLAYMATRIX);
        if (matrix == null || matrix.isNull()) {
            return Orientation.UPRIGHT;
        }
        double anticlockwise = av_display_rotation_get(new IntPointer(matrix.data()));
        return switch (Math.floorMod(Math.round(anticlockwise / 90), 4)) {
            case 1 -> Orientation.ofExif(8);
            case 2 -> Orientation.ofExif(3);
            case 3 -> Orientation.ofExif(6);
            default -> Orientation.UPRIGHT;
        };
    }

    /**
     * Decodes the next frame; data that cannot be decoded is passed over.
     *
     * @return false at the end of the video
     */
    boolean decode(AVFrame frame) {
        while (true) {
            int result = avcodec_receive_frame(decoder, frame);
            if (result == AVERROR_EAGAIN()) {
                feed();
            } else if (result == AVERROR_EOF) {
                return false;
            } else if (result == AVERROR_ENOMEM()) {
                throw new MediaException(source, Refusal.FRAME_OUT_OF_MEMORY);
            } else if (result >= 0) {
                return true;
            }
        }
    }

    private void feed() {
        if (!readPacket()) {
            avcodec_send_packet(decoder, null);
            return;
        }
        int result = avcodec_send_packet(decoder, packet);
        av_packet_unref(packet);
        if (result == AVERROR_ENOMEM()) {
            throw new MediaException(source, Refusal.FRAME_OUT_OF_MEMORY);
        }
    }

    /** The next packet of this stream; false at the end of the file. */
    private boolean readPacket() {
        while (true) {
            int result = av_read_frame(format, packet);
            if (result == AVERROR_EOF) {
                return false;
            }
            check(Refusal.BROKEN, result);
            if (packet.stream_index() == stream.index()) {
                sawPartialPacket |= (packet.flags() & AV_PKT_FLAG_CORRUPT) != 0;
                if (packet.pts() != AV_NOPTS_VALUE) {
                    lastPacketEnd = Math.max(lastPacketEnd, packet.pts() - start() + packet.duration());
                }
                return true;
            }
            av_packet_unref(packet);
        }
    }

    /** When the frame comes on the screen, in seconds from the start of the video. */
    double secondsOf(AVFrame frame) {
        long time = frame.best_effort_timestamp();
        double rate = ratio(stream.avg_frame_rate());
        lastSeconds = time == AV_NOPTS_VALUE
                ? lastSeconds + (rate > 0 ? 1 / rate : 0)
                : (time - start()) * ratio(stream.time_base());
        return lastSeconds;
    }

    /** Goes to the key frame before the moment. @return false where the file cannot do that; nothing has changed then */
    boolean seek(double seconds) {
        long time = start() + Math.round(seconds / ratio(stream.time_base()));
        if (av_seek_frame(format, stream.index(), time, AVSEEK_FLAG_BACKWARD) < 0) {
            return false;
        }
        avcodec_flush_buffers(decoder);
        lastSeconds = seconds;
        return true;
    }

    private long start() {
        return stream.start_time() == AV_NOPTS_VALUE ? 0 : stream.start_time();
    }

    private String codecName() {
        return avcodec_get_name(stream.codecpar().codec_id()).getString();
    }

    private static double ratio(AVRational rational) {
        return rational.den() == 0 ? 0 : (double) rational.num() / rational.den();
    }

    private void check(Refusal refusal, int result) {
        if (result < 0) {
            throw new MediaException(source, refusal, Ffmpeg.message(result));
        }
    }

    private <T> T required(T allocated) {
        if (allocated == null) {
            throw new MediaException(source, Refusal.OUT_OF_MEMORY);
        }
        return allocated;
    }

    @Override
    public void close() {
        if (packet != null) {
            av_packet_free(packet);
        }
        if (decoder != null) {
            avcodec_free_context(decoder);
        }
        if (format != null) {
            avformat_close_input(format);
        }
    }
}
