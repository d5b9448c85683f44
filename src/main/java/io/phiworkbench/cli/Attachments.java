package io.phiworkbench.cli;

import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.ModelDescription;
import io.phiworkbench.vision.CropShape;
import io.phiworkbench.vision.MediaException;
import io.phiworkbench.vision.PdfPages;
import io.phiworkbench.vision.Picture;
import io.phiworkbench.vision.PictureReader;
import io.phiworkbench.vision.VideoFrames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.imageio.ImageIO;

/** Turns files into the pictures of a prompt, drawn as large as the model will look at them. */
final class Attachments {
    /** No picture format of use comes near; keeps a mistyped disk image out of the heap. */
    private static final long MOST_BYTES = 512L << 20;

    private final ModelDescription model;
    private final OptionalInt numCrops;

    /** @param numCrops what the user asked for, else the model's default for one or for several pictures */
    Attachments(ModelDescription model, OptionalInt numCrops) {
        this.model = model;
        this.numCrops = numCrops;
    }

    /**
     * Refuses what cannot be used, before a model is loaded for it: files that are not there, damaged pictures, locked
     * PDFs, pages they do not have, videos without pictures.
     *
     * @throws BadInputException that names every such item
     */
    static void requireUsable(List<MediaItem> items) {
        List<String> problems =
                items.stream().flatMap(item -> problem(item).stream()).toList();
        if (!problems.isEmpty()) {
            throw new BadInputException(String.join("; ", problems));
        }
    }

    private static Optional<String> problem(MediaItem item) {
        if (!Files.exists(item.file())) {
            return Optional.of(item.file() + " does not exist");
        }
        if (Files.isDirectory(item.file())) {
            return Optional.of(item.file() + " is a folder; give a file");
        }
        try {
            if (item instanceof MediaItem.Image image) {
                new PictureReader().read(image.file());
            } else {
                count(item);
            }
            return Optional.empty();
        } catch (MediaException e) {
            return Optional.of(e.getMessage());
        }
    }

    /**
     * Reads everything, in order.
     *
     * @throws BadInputException if the model reads no pictures, or for the first item that cannot be used
     */
    List<ImageInput> read(List<MediaItem> items) {
        if (items.isEmpty()) {
            return List.of();
        }
        if (!model.readsImages()) {
            throw new BadInputException(
                    model.name() + " reads text only; pictures need Phi-3-Vision or Phi-3.5-Vision");
        }
        try {
            int total = items.stream().mapToInt(Attachments::count).sum();
            List<ImageInput> images = new ArrayList<>();
            items.forEach(item -> read(item, crops(total), images));
            return images;
        } catch (MediaException e) {
            throw new BadInputException(e.getMessage(), e);
        }
    }

    private static int count(MediaItem item) {
        return switch (item) {
            case MediaItem.Image _ -> 1;
            case MediaItem.Pdf pdf -> {
                try (PdfPages pages = PdfPages.open(pdf.file())) {
                    yield pages.range(pdf.pages()).size();
                }
            }
            case MediaItem.Video video ->
                video.frames().times(VideoFrames.info(video.file())).size();
        };
    }

    private int crops(int pictures) {
        return numCrops.orElse(pictures == 1 ? model.defaultCropsSingle() : model.defaultCropsMany());
    }

    private void read(MediaItem item, int crops, List<ImageInput> images) {
        switch (item) {
            case MediaItem.Image image -> images.add(image(image.file()));
            case MediaItem.Pdf pdf -> {
                CropShape shape = new CropShape(model.cropSize(), model.patchSize());
                try (PdfPages pages = PdfPages.open(pdf.file())) {
                    for (int page : pages.range(pdf.pages())) {
                        images.add(png(pages.render(page, crops, shape)));
                    }
                }
            }
            case MediaItem.Video video ->
                VideoFrames.read(video.file(), video.frames(), frame -> images.add(png(frame)));
        }
    }

    private static ImageInput image(Path file) {
        try {
            long size = Files.size(file);
            if (size > MOST_BYTES) {
                throw new BadInputException(file + " has " + Figures.bytes(size) + "; pictures may have up to "
                        + Figures.bytes(MOST_BYTES));
            }
            return ImageInput.of(file.getFileName().toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new BadInputException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static ImageInput png(Picture picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture.pixels().toBufferedImage(), "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("a picture in memory cannot be written to memory", e);
        }
        return ImageInput.of(picture.source(), bytes.toByteArray());
    }
}
