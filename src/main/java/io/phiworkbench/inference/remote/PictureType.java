package io.phiworkbench.inference.remote;

/** The media type of a picture, by how its file begins. */
final class PictureType {
    private PictureType() {}

    static String of(byte[] content) {
        if (begins(content, 0, 0xFF, 0xD8)) {
            return "image/jpeg";
        }
        if (begins(content, 0, 'G', 'I', 'F')) {
            return "image/gif";
        }
        if (begins(content, 0, 'R', 'I', 'F', 'F') && begins(content, 8, 'W', 'E', 'B', 'P')) {
            return "image/webp";
        }
        if (begins(content, 0, 'B', 'M')) {
            return "image/bmp";
        }
        if (begins(content, 0, 'I', 'I', '*', 0) || begins(content, 0, 'M', 'M', 0, '*')) {
            return "image/tiff";
        }
        return "image/png";
    }

    private static boolean begins(byte[] content, int at, int... bytes) {
        if (content.length < at + bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (Byte.toUnsignedInt(content[at + i]) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
