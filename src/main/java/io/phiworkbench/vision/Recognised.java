package io.phiworkbench.vision;

import com.drew.imaging.FileType;
import com.drew.imaging.FileTypeDetector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Says what a file that is not an accepted picture is, and what to do about it. */
final class Recognised {
    private static final int TEXT_SAMPLE = 512;

    private Recognised() {}

    static MediaException refusal(byte[] bytes, String source) {
        if (bytes.length == 0) {
            return new MediaException(source, Refusal.EMPTY_FILE);
        }
        FileType type = detect(bytes);
        return switch (type) {
            case Pdf -> new MediaException(source, Refusal.IS_PDF);
            case Mp4, QuickTime, Avi, Flv, Mxf, Asf, Vob ->
                new MediaException(source, Refusal.IS_VIDEO, type.getName());
            case Heif, Avif -> new MediaException(source, Refusal.TO_CONVERT, type.getName());
            case Unknown -> new MediaException(source, isText(bytes) ? Refusal.IS_TEXT : Refusal.UNKNOWN);
            default -> new MediaException(source, Refusal.OTHER_FORMAT, type.getName());
        };
    }

    private static FileType detect(byte[] bytes) {
        try {
            return FileTypeDetector.detectFileType(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new IllegalStateException("an array cannot fail to be read", e);
        }
    }

    private static boolean isText(byte[] bytes) {
        int length = Math.min(bytes.length, TEXT_SAMPLE);
        for (int cut = 0; cut < 4 && cut < length; cut++) { // the sample may end within a character
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes, 0, length - cut))
                        .toString();
                return text.codePoints().noneMatch(c -> c < ' ' && !Character.isWhitespace(c));
            } catch (CharacterCodingException e) {
                continue;
            }
        }
        return false;
    }
}
