package io.phiworkbench.chat.export;

/** Kinds of picture files, told by their first bytes. */
enum PictureKind {
    PNG("png", "image/png", true),
    JPEG("jpg", "image/jpeg", true),
    GIF("gif", "image/gif", true),
    WEBP("webp", "image/webp", true),
    BMP("bmp", "image/bmp", true),
    TIFF("tif", "image/tiff", false),
    UNKNOWN("bin", "application/octet-stream", false);

    private final String extension;
    private final String mediaType;
    private final boolean shownByBrowsers;

    PictureKind(String extension, String mediaType, boolean shownByBrowsers) {
        this.extension = extension;
        this.mediaType = mediaType;
        this.shownByBrowsers = shownByBrowsers;
    }

    static PictureKind of(byte[] content) {
        if (starts(content, 0, 0x89, 'P', 'N', 'G')) {
            return PNG;
        }
        if (starts(content, 0, 0xff, 0xd8)) {
            return JPEG;
        }
        if (starts(content, 0, 'G', 'I', 'F', '8')) {
            return GIF;
        }
        if (starts(content, 0, 'R', 'I', 'F', 'F') && starts(content, 8, 'W', 'E', 'B', 'P')) {
            return WEBP;
        }
        if (starts(content, 0, 'B', 'M')) {
            return BMP;
        }
        return starts(content, 0, 'I', 'I', 42, 0) || starts(content, 0, 'M', 'M', 0, 42) ? TIFF : UNKNOWN;
    }

    private static boolean starts(byte[] content, int at, int... bytes) {
        if (content.length < at + bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((content[at + i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    String extension() {
        return extension;
    }

    String mediaType() {
        return mediaType;
    }

    boolean shownByBrowsers() {
        return shownByBrowsers;
    }
}
