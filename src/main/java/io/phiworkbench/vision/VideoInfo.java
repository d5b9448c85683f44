package io.phiworkbench.vision;

/**
 * What a video file says about its pictures, before one is decoded.
 *
 * @param source the file's name
 * @param seconds length of the video; 0 where it holds a single picture without a time
 * @param framesPerSecond on average, 0 where that is not known
 * @param width upright width of a frame in square pixels
 * @param height upright height of a frame in square pixels
 * @param codec as FFmpeg names it, such as {@code h264}
 */
public record VideoInfo(String source, double seconds, double framesPerSecond, int width, int height, String codec) {}
