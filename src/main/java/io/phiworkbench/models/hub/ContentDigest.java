package io.phiworkbench.models.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** The two hashes that the Hub names files by. */
enum ContentDigest {
    /** Of the content: files in Git LFS. */
    SHA256("SHA-256"),
    /** Git's: of the word blob, the length and the content. */
    GIT_SHA1("SHA-1");

    private static final int BUFFER = 1 << 20;
    private static final int SHA256_DIGITS = 64;

    private final String algorithm;

    ContentDigest(String algorithm) {
        this.algorithm = algorithm;
    }

    /** The digest whose results are as long as this blob's name. */
    static ContentDigest ofBlobName(String name) {
        return name.length() == SHA256_DIGITS ? SHA256 : GIT_SHA1;
    }

    String algorithm() {
        return algorithm;
    }

    /**
     * The hash of a file's first bytes.
     *
     * @param size how many; all of a complete file
     * @param read is told the bytes read, piece by piece
     * @return lower-case hexadecimal digits
     * @throws InterruptedException if the thread is interrupted
     */
    String of(Path file, long size, LongConsumer read) throws IOException, InterruptedException {
        MessageDigest digest = digest();
        if (this == GIT_SHA1) {
            digest.update(("blob " + size + "\0").getBytes(StandardCharsets.US_ASCII));
        }
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            long left = size;
            while (left > 0) {
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    break;
                }
                digest.update(buffer, 0, count);
                left -= count;
                read.accept(count);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private MessageDigest digest() {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
