package io.phiworkbench.cli;

import io.phiworkbench.vision.FrameChoice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Pictures of the prompt; their order on the command line is the order of their numbers. */
final class MediaArguments {
    /** Frames of a video where the user does not say. */
    static final int USUAL_FRAMES = 8;

    @ArgGroup(multiplicity = "0..*")
    private List<Choice> choices = new ArrayList<>();

    /**
     * What was named, in order.
     *
     * @throws BadInputException for the first file that is not there
     */
    List<MediaItem> items() {
        List<MediaItem> items = choices.stream().map(Choice::item).toList();
        Attachments.requireFiles(items);
        return items;
    }

    /** One of the options. */
    private static final class Choice {
        @Option(
                names = {"-i", "--image"},
                required = true,
                paramLabel = "FILE",
                description = "Picture of the prompt (PNG, JPEG, WebP, TIFF, BMP, GIF); repeatable.")
        private Path image;

        @Option(
                names = "--pdf",
                required = true,
                paramLabel = "FILE[PAGES]",
                description = "Pages as pictures: report.pdf, or report.pdf[1-3,7]; repeatable.")
        private String pdf;

        @ArgGroup(exclusive = false)
        private Video video;

        MediaItem item() {
            if (video != null) {
                return new MediaItem.Video(video.file, video.frames());
            }
            return image == null ? MediaItem.Pdf.parse(pdf) : new MediaItem.Image(image);
        }
    }

    /** A video and which of its frames. */
    private static final class Video {
        @Option(
                names = "--video",
                required = true,
                paramLabel = "FILE",
                description = "Frames of a video as pictures; repeatable.")
        private Path file;

        @ArgGroup
        private Frames frames;

        FrameChoice frames() {
            return frames == null ? new FrameChoice.Evenly(USUAL_FRAMES) : frames.choice();
        }
    }

    /** Either of the two ways to choose frames. */
    private static final class Frames {
        @Option(
                names = "--frames",
                required = true,
                paramLabel = "N",
                converter = EvenlyConverter.class,
                description = "With --video: so many frames, evenly spaced (default 8).")
        private FrameChoice.Evenly evenly;

        @Option(
                names = "--every",
                required = true,
                paramLabel = "T",
                converter = EveryConverter.class,
                description = "With --video: a frame every T seconds instead.")
        private FrameChoice.Every every;

        FrameChoice choice() {
            return evenly == null ? every : evenly;
        }
    }

    private static final class EvenlyConverter implements ITypeConverter<FrameChoice.Evenly> {
        @Override
        public FrameChoice.Evenly convert(String text) {
            try {
                return new FrameChoice.Evenly(Integer.parseInt(text));
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is no number of frames");
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    private static final class EveryConverter implements ITypeConverter<FrameChoice.Every> {
        @Override
        public FrameChoice.Every convert(String text) {
            try {
                return new FrameChoice.Every(Double.parseDouble(text));
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is no number of seconds");
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
