package io.phiworkbench.inference;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A picture as it was given: the bytes of a PNG, JPEG, WebP, TIFF, BMP or GIF file. Pages and video frames come as PNG.
 *
 * <p>The bytes are shared, not copied; nobody may change them.
 */
public final class ImageInput {
    private final String name;
    private final byte[] content;
    private final OptionalInt numCrops;
    private final String sha256;

    private ImageInput(String name, byte[] content, OptionalInt numCrops, String sha256) {
        this.name = Objects.requireNonNull(name);
        this.content = Objects.requireNonNull(content);
        this.numCrops = Objects.requireNonNull(numCrops);
        this.sha256 = sha256;
    }

    /** A picture with the model's default number of crops; {@code name} is what errors and views call it. */
    public static ImageInput of(String name, byte[] content) {
        return new ImageInput(name, content, OptionalInt.empty(), hash(content));
    }

    /** The same picture with its own upper limit of crops, at least 1. */
    public ImageInput withNumCrops(int crops) {
        if (crops < 1) {
            throw new IllegalArgumentException("num_crops must be at least 1, not " + crops);
        }
        return new ImageInput(name, content, OptionalInt.of(crops), sha256);
    }

    public String name() {
        return name;
    }

    /** The file's bytes; not to be changed. */
    public byte[] content() {
        return content;
    }

    /** Upper limit of crops, absent for the model's default. */
    public OptionalInt numCrops() {
        return numCrops;
    }

    /** SHA-256 of the bytes in lower-case hexadecimal. */
    public String sha256() {
        return sha256;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageInput i
                && i.sha256.equals(sha256)
                && i.name.equals(name)
                && i.numCrops.equals(numCrops);
    }

    @Override
    public int hashCode() {
        return sha256.hashCode();
    }

    @Override
    public String toString() {
        return name + " (" + content.length + " bytes)";
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
