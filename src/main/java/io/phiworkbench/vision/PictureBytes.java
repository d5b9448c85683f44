package io.phiworkbench.vision;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A picture file in memory for ImageIO. Some decoders take the end of the file for zeros and go on; a damaged WebP keeps
 * them busy for minutes that way. A sound file is read beyond its end a few dozen times at most.
 */
final class PictureBytes extends ImageInputStreamImpl {
    private static final int MAX_READS_BEYOND_END = 10_000;

    private final byte[] bytes;
    private int readsBeyondEnd;

    PictureBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
        bitOffset = 0;
        return atEnd() ? -1 : bytes[(int) streamPos++] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (atEnd()) {
            return -1;
        }
        int count = (int) Math.min(length, bytes.length - streamPos);
        System.arraycopy(bytes, (int) streamPos, target, offset, count);
        streamPos += count;
        return count;
    }

    private boolean atEnd() throws IOException {
        if (streamPos < bytes.length) {
            return false;
        }
        if (++readsBeyondEnd > MAX_READS_BEYOND_END) {
            throw new IOException("the data ends long before the picture does");
        }
        return true;
    }

    @Override
    public long length() {
        return bytes.length;
    }
}
