package io.phiworkbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Pictures of the prompt; their order on the command line is the order of their numbers. */
final class MediaArguments {
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

        MediaItem item() {
            return image == null ? MediaItem.Pdf.parse(pdf) : new MediaItem.Image(image);
        }
    }
}
