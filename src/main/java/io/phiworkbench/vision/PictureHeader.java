package io.phiworkbench.vision;

/**
 * What the first bytes of a picture say, before anything is decoded.
 *
 * @param width width in pixels when it stands upright
 * @param height height in pixels when it stands upright
 * @param format {@code PNG}, {@code JPEG}, {@code BMP}, {@code GIF}, {@code WebP} or {@code TIFF}
 */
public record PictureHeader(int width, int height, String format) {}
