package io.phiworkbench.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code colours.mp4} and {@code live.webm} show red, green, blue and grey for a second each. */
class VideoFramesTest {
    private static final int[] COLOURS = {TestPictures.RED, TestPictures.GREEN, TestPictures.BLUE, TestPictures.GREY};

    @TempDir
    private Path folder;

    @Test
    void theHeadSaysLengthRateAndSize() {
        VideoInfo info = VideoFrames.info(fixture("colours.mp4"));

        assertThat(info).isEqualTo(new VideoInfo("colours.mp4", 4, 10, 96, 64, "h264"));
    }

    @Test
    void aFileThatDoesNotSayItsLengthIsMeasured() {
        assertThat(VideoFrames.info(fixture("live.webm")).seconds()).isCloseTo(4, within(0.15));
    }

    @ParameterizedTest
    @ValueSource(strings = {"colours.mp4", "live.webm"})
    void evenlySpacedFramesComeFromTheMiddleOfEqualParts(String name) {
        List<Picture> frames = read(name, new FrameChoice.Evenly(4));

        assertThat(frames).extracting(Picture::source).startsWith(name + " at 0:00.5", name + " at 0:01.5");
        assertColours(frames, 0, 1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"colours.mp4", "live.webm"})
    void aFrameEverySecondStartsWithTheFirst(String name) {
        assertColours(read(name, new FrameChoice.Every(1)).subList(0, 4), 0, 1, 2, 3);
    }

    @Test
    void aSingleFrameIsTheMiddleOne() {
        assertColours(read("colours.mp4", new FrameChoice.Evenly(1)), 2);
    }

    @Test
    void moreMomentsThanFramesShowFramesAgain() {
        List<Picture> frames = read("colours.mp4", new FrameChoice.Evenly(80));

        assertThat(frames).hasSizeBetween(79, 80);
        assertColours(List.of(frames.getFirst(), frames.getLast()), 0, 3);
    }

    @Test
    void distantMomentsAreFoundThroughKeyFrames() {
        List<Picture> frames = read("slow.mp4", new FrameChoice.Evenly(4));

        assertColours(frames, 0, 1, 2, 3);
    }

    @Test
    void equalFramesHaveEqualHashes() {
        List<Picture> once = read("colours.mp4", new FrameChoice.Evenly(4));
        List<Picture> again = read("colours.mp4", new FrameChoice.Evenly(4));

        assertThat(once).extracting(Picture::contentHash).doesNotHaveDuplicates();
        assertThat(again)
                .isNotSameAs(once)
                .extracting(Picture::contentHash)
                .isEqualTo(once.stream().map(Picture::contentHash).toList());
    }

    /** Green and grey over red and blue, once a phone's note is followed. */
    @Test
    void aTurnedVideoStandsUpright() {
        Picture frame = read("turned.mp4", new FrameChoice.Evenly(1)).getFirst();

        assertThat(frame.width()).isEqualTo(64);
        assertThat(frame.height()).isEqualTo(96);
        assertColour(frame, 8, 8, TestPictures.GREEN);
        assertColour(frame, 56, 8, TestPictures.GREY);
        assertColour(frame, 8, 88, TestPictures.RED);
        assertColour(frame, 56, 88, TestPictures.BLUE);
    }

    @Test
    void oblongPixelsAreMadeSquare() {
        Picture frame = read("anamorphic.mp4", new FrameChoice.Evenly(1)).getFirst();

        assertThat(frame.width()).isEqualTo(192);
        assertThat(frame.height()).isEqualTo(64);
        assertColour(frame, 20, 10, TestPictures.RED);
        assertColour(frame, 180, 10, TestPictures.GREEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sound.m4a", "cover.mp3"})
    void soundIsNoVideo(String name) {
        assertThatThrownBy(() -> VideoFrames.info(fixture(name)))
                .isInstanceOf(MediaException.class)
                .hasMessage(name + ": there is no video in it, only sound or other data");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> VideoFrames.info(folder.resolve("gone.mp4")))
                .hasMessageEndingWith("gone.mp4: there is no such file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"notes.mp4", "notes.txt"})
    void whatIsNoVideoIsRefused(String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "Dear all, this is not a video.");

        assertThatThrownBy(() -> VideoFrames.info(file))
                .isInstanceOf(MediaException.class)
                .hasMessageStartingWith(name + ": not a video that can be opened");
    }

    @Test
    void aPlaylistMayNotNameTheNetwork() throws IOException {
        Path file = Files.writeString(
                folder.resolve("list.m3u8"),
                "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n");

        assertThatThrownBy(() -> VideoFrames.info(file)).isInstanceOf(MediaException.class);
    }

    @Test
    void aTruncatedVideoIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(fixture("colours.mp4"));
        Path file = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(whole, whole.length * 3 / 4));

        assertThatThrownBy(() -> VideoFrames.read(file, new FrameChoice.Evenly(8), frame -> {}))
                .isInstanceOf(MediaException.class)
                .hasMessageContainingAll("cut.mp4", "cut off");
    }

    @Test
    void aVideoCutOffAnywhereEndsInFramesOrOneClearLine() throws IOException {
        byte[] whole = Files.readAllBytes(fixture("live.webm"));
        for (int length = 0; length < whole.length; length += 97) {
            Path file = Files.write(folder.resolve("cut.webm"), Arrays.copyOf(whole, length));
            List<Picture> frames = new ArrayList<>();
            try {
                VideoFrames.read(file, new FrameChoice.Evenly(4), frames::add);
                assertThat(frames).isNotEmpty();
            } catch (MediaException e) {
                assertThat(e.getMessage()).startsWith("cut.webm: ").doesNotContain("\n");
            }
        }
    }

    @Test
    void tooManyFramesAreRefusedBeforeDecoding() {
        assertThatThrownBy(() -> read("colours.mp4", new FrameChoice.Every(0.001)))
                .isInstanceOf(MediaException.class)
                .hasMessage("colours.mp4: 4,000 frames are more than the 512 that are taken");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void intervalsThatMeanNothingAreRefused(double seconds) {
        assertThatThrownBy(() -> new FrameChoice.Every(seconds)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Picture> read(String name, FrameChoice choice) {
        List<Picture> frames = new ArrayList<>();
        VideoFrames.read(fixture(name), choice, frames::add);
        return frames;
    }

    private static Path fixture(String name) {
        return Path.of("src/test/resources/vision").resolve(name);
    }

    private static void assertColours(List<Picture> frames, int... colours) {
        assertThat(frames).hasSize(colours.length);
        for (int i = 0; i < colours.length; i++) {
            Picture frame = frames.get(i);
            assertColour(frame, frame.width() / 2, frame.height() / 2, COLOURS[colours[i]]);
        }
    }

    private static void assertColour(Picture frame, int x, int y, int colour) {
        int found = frame.pixels().argb(x, y);
        assertThat(Colours.distance(found, colour))
                .as("%s at %d,%d is %08x instead of %08x", frame.source(), x, y, found, colour)
                .isLessThanOrEqualTo(12);
    }
}
