package io.phiworkbench.cli;

import io.phiworkbench.vision.FrameChoice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Pictures of the prompt; their order on the command line is the order of their numbers. */
final class MediaArguments {
    /** Frames of a video where the user does not say. */
    static final int USUAL_FRAMES = 8;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @ArgGroup(multiplicity = "0..*")
    private List<Choice> choices = new ArrayList<>();

    /** Whether nothing was named. */
    boolean isEmpty() {
        return choices.isEmpty();
    }

    /**
     * What was named, in order.
     *
     * @throws BadInputException that names every file that cannot be used
     */
    List<MediaItem> items() {
        Map<Choice, FrameChoice> frames = frames();
        List<MediaItem> items = choices.stream()
                .filter(choice -> choice.frames() == null)
                .map(choice -> choice.item(frames.getOrDefault(choice, new FrameChoice.Evenly(USUAL_FRAMES))))
                .toList();
        Attachments.requireUsable(items);
        return items;
    }

    /** The frames of each video: what stands behind it, else what stands before it. */
    private Map<Choice, FrameChoice> frames() {
        Map<Choice, FrameChoice> frames = new IdentityHashMap<>();
        for (int i = 0; i < choices.size(); i++) {
            FrameChoice wanted = choices.get(i).frames();
            if (wanted == null) {
                continue;
            }
            Choice video = isVideo(i - 1) && !frames.containsKey(choices.get(i - 1))
                    ? choices.get(i - 1)
                    : isVideo(i + 1) ? choices.get(i + 1) : null;
            if (video == null || frames.putIfAbsent(video, wanted) != null) {
                throw new ParameterException(
                        command.commandLine(), "--frames N or --every T goes behind its --video FILE, one of them");
            }
        }
        return frames;
    }

    private boolean isVideo(int index) {
        return index >= 0 && index < choices.size() && choices.get(index).video != null;
    }

    /** One of the options. A group within the group would not stand behind other choices. */
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

        @Option(
                names = "--video",
                required = true,
                paramLabel = "FILE",
                description = "Frames of a video as pictures; repeatable.")
        private Path video;

        @Option(
                names = "--frames",
                required = true,
                paramLabel = "N",
                converter = EvenlyConverter.class,
                description = "Behind --video: so many frames, evenly spaced (default 8).")
        private FrameChoice.Evenly evenly;

        @Option(
                names = "--every",
                required = true,
                paramLabel = "T",
                converter = EveryConverter.class,
                description = "Behind --video: a frame every T seconds instead.")
        private FrameChoice.Every every;

        FrameChoice frames() {
            return evenly == null ? every : evenly;
        }

        MediaItem item(FrameChoice frames) {
            if (video != null) {
                return new MediaItem.Video(video, frames);
            }
            return image == null ? MediaItem.Pdf.parse(pdf) : new MediaItem.Image(image);
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
