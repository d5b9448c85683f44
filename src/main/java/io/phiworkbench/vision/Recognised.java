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

    static String of(byte[] bytes) {
        if (bytes.length == 0) {
            return "the file is empty";
        }
        FileType type = detect(bytes);
        return switch (type) {
            case Pdf -> "it is a PDF; add it as PDF pages";
            case Mp4, QuickTime, Avi, Flv, Mxf, Asf, Vob -> "it is a video (" + type.getName() + "); add it as a video";
            case Heif, Avif -> "it is " + type.getName() + "; convert it to JPEG or PNG first";
            case Unknown -> isText(bytes) ? "it looks like text" : "its contents are not known";
            default -> "it is " + type.getName() + "; PNG, JPEG, BMP, GIF, WebP and TIFF are accepted";
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
