package io.phiworkbench.cli;

import io.phiworkbench.compare.QuestionPicture;
import io.phiworkbench.failure.FileFault;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.ModelDescription;
import io.phiworkbench.vision.CropShape;
import io.phiworkbench.vision.HdTransform;
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
import java.util.function.Consumer;
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
     * Refuses what cannot be used, before a model is loaded for it: files that are not there, damaged or huge pictures,
     * locked PDFs, pages they do not have, videos without pictures.
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
                requireNotHuge(image.file());
                new PictureReader().read(image.file());
            } else {
                count(item);
            }
            return Optional.empty();
        } catch (MediaException | BadInputException e) {
            return Optional.of(e.getMessage());
        }
    }

    /**
     * The pictures of a question to several models, in order. All of them are shown the same: pages are drawn once, as
     * large as the published models look at them.
     *
     * @param numCrops what the user asked for
     * @throws BadInputException for the first item that cannot be used
     */
    static List<QuestionPicture> forSeveral(List<MediaItem> items, OptionalInt numCrops) {
        try {
            int total = items.stream().mapToInt(Attachments::count).sum();
            int crops = numCrops.orElse(total == 1 ? HdTransform.NUM_CROPS_SINGLE : HdTransform.NUM_CROPS_MULTIPLE);
            List<QuestionPicture> pictures = new ArrayList<>();
            items.forEach(item -> {
                if (item instanceof MediaItem.Image image) {
                    pictures.add(QuestionPicture.of(image.file()));
                } else {
                    read(item, crops, CropShape.CLIP_L14_336, drawn -> pictures.add(new QuestionPicture.Held(drawn)));
                }
            });
            return pictures;
        } catch (MediaException e) {
            throw new BadInputException(e.getMessage(), e);
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
            CropShape shape = new CropShape(model.cropSize(), model.patchSize());
            List<ImageInput> images = new ArrayList<>();
            items.forEach(item -> read(item, crops(total), shape, images::add));
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

    private static void read(MediaItem item, int crops, CropShape shape, Consumer<ImageInput> images) {
        switch (item) {
            case MediaItem.Image image -> images.accept(image(image.file()));
            case MediaItem.Pdf pdf -> {
                try (PdfPages pages = PdfPages.open(pdf.file())) {
                    for (int page : pages.range(pdf.pages())) {
                        images.accept(png(pages.render(page, crops, shape)));
                    }
                }
            }
            case MediaItem.Video video ->
                VideoFrames.read(video.file(), video.frames(), frame -> images.accept(png(frame)));
        }
    }

    private static ImageInput image(Path file) {
        try {
            return ImageInput.of(file.getFileName().toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new BadInputException(file + " cannot be read (" + FileFault.cause(e) + ")", e);
        }
    }

    private static void requireNotHuge(Path file) {
        try {
            long size = Files.size(file);
            if (size > MOST_BYTES) {
                throw new BadInputException(file + " has " + Figures.bytes(size) + "; pictures may have up to "
                        + Figures.bytes(MOST_BYTES));
            }
        } catch (IOException e) {
            throw new BadInputException(file + " cannot be read (" + FileFault.cause(e) + ")", e);
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
