package io.phiworkbench.vision;

import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.global.avutil;

/** FFmpeg's native libraries, and what their return codes mean. */
final class Ffmpeg {
    private static final int MESSAGE_BYTES = 256;
    private static final String INSTALLED = "org.bytedeco.javacpp.platform.preloadpath";
    private static final String CACHE = "org.bytedeco.javacpp.cachedir";

    private Ffmpeg() {}

    /**
     * Loads the libraries at the first call and keeps FFmpeg from writing to the terminal.
     *
     * @throws MediaException where there are none for this system
     */
    static void load(String source) {
        // JavaCPP counts the whole process, a model's mapped weights included, and would refuse to allocate at twice
        // -Xmx.
        if (System.getProperty("org.bytedeco.javacpp.maxphysicalbytes") == null) {
            System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
        }
        // Where an installation holds the libraries unpacked, JavaCPP writes nothing, yet makes a folder for it.
        if (System.getProperty(INSTALLED) != null && System.getProperty(CACHE) == null) {
            System.setProperty(CACHE, System.getProperty("java.io.tmpdir"));
        }
        try {
            avutil.av_log_set_level(avutil.AV_LOG_QUIET);
        } catch (LinkageError e) {
            throw new MediaException(source, e, Refusal.NO_VIDEOS_HERE, e.getMessage());
        }
    }

    static String message(int error) {
        byte[] text = new byte[MESSAGE_BYTES];
        avutil.av_strerror(error, text, text.length);
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        return new String(text, 0, end, StandardCharsets.UTF_8);
    }
}
