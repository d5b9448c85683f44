package io.phiworkbench.cli;

import io.phiworkbench.inference.ImageInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Pictures of the prompt; their order on the command line is the order of their numbers. */
final class MediaArguments {
    @ArgGroup(multiplicity = "0..*")
    private List<Item> items = new ArrayList<>();

    /**
     * Reads everything named.
     *
     * @throws BadInputException for the first item that cannot be read
     */
    List<ImageInput> read() {
        return items.stream().flatMap(item -> item.read().stream()).toList();
    }

    /** One of the options. */
    private static final class Item {
        @Option(
                names = {"-i", "--image"},
                required = true,
                paramLabel = "FILE",
                description = "Picture of the prompt (PNG, JPEG, WebP, TIFF, BMP, GIF); repeatable.")
        private Path image;

        List<ImageInput> read() {
            return Attachments.images(List.of(image));
        }
    }
}
