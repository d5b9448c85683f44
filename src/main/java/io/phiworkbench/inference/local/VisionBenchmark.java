package io.phiworkbench.inference.local;

import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.ModelLoadException;
import io.phiworkbench.inference.Phase;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.RunStatistics;
import io.phiworkbench.inference.local.SpeedReport.Figure;
import io.phiworkbench.inference.local.VisionReport.EncoderMemory;
import io.phiworkbench.torch.PeakMemory;
import io.phiworkbench.torch.ProcessMemory;
import io.phiworkbench.vision.CropShape;
import io.phiworkbench.vision.HdImage;
import io.phiworkbench.vision.HdPlan;
import io.phiworkbench.vision.HdTransform;
import io.phiworkbench.vision.Normalization;
import io.phiworkbench.vision.PictureReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * Measures questions about pictures on a loaded model, through the runs that answer any question: from the file's bytes
 * to the first token. Used for one report.
 */
public final class VisionBenchmark {
    /** Words before a picture, and a question behind it. */
    private static final int BEFORE = 4;

    private static final int QUESTION = 16;
    private static final int MANY = 4;
    private static final int MOST_CROPS = 16;
    private static final int FEW_CROPS = 4;
    private static final int LARGEST_ID = 256;

    private final LocalChatModel model;
    private final Settings settings;
    private final Consumer<String> progress;
    private final Random random = new Random(5);
    private final List<Figure> figures = new ArrayList<>();

    /**
     * @param width of the picture in pixels
     * @param height of the picture in pixels
     * @param numCrops the most crops it may be cut in
     * @param repetitions of each measurement
     */
    public record Settings(int width, int height, int numCrops, int repetitions) {
        /** The usual picture: 1,344 × 1,008 px in 4 × 3 crops. */
        public static Settings usual(int repetitions) {
            return new Settings(1344, 1008, MOST_CROPS, repetitions);
        }

        public Settings {
            if (repetitions < 1) {
                throw new IllegalArgumentException("a benchmark needs at least one repetition, not " + repetitions);
            }
        }
    }

    private VisionBenchmark(LocalChatModel model, Settings settings, Consumer<String> progress) {
        this.model = model;
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * On random weights of a published shape.
     *
     * @param progress told what runs, in short lines
     * @throws ModelLoadException if it does not fit into memory
     */
    public static VisionReport of(
            VisionShape shape, LoadOptions options, Settings settings, Consumer<String> progress) {
        progress.accept("loading");
        try (LocalChatModel model = RandomVisionModel.load(shape, options)) {
            return measured(model, settings, progress);
        }
    }

    /**
     * On a checkpoint.
     *
     * @throws ModelLoadException if the folder holds no model that reads pictures, or it does not fit into memory
     */
    public static VisionReport of(Path folder, LoadOptions options, Settings settings, Consumer<String> progress) {
        progress.accept("loading");
        try (LocalChatModel model = new LocalModelLoader().loadLocal(folder, options, _ -> {}, () -> false)) {
            if (!model.description().readsImages()) {
                throw new ModelLoadException(
                        model.description().name() + " reads text only; --vision needs Phi-3-Vision or Phi-3.5-Vision");
            }
            return measured(model, settings, progress);
        }
    }

    private static VisionReport measured(LocalChatModel model, Settings settings, Consumer<String> progress) {
        try {
            return new VisionBenchmark(model, settings, progress).run();
        } catch (CompletionException e) {
            throw e.getCause() instanceof GenerationException cause
                    ? new ModelLoadException("the benchmark failed: " + cause.getMessage(), cause)
                    : e;
        }
    }

    private VisionReport run() {
        progress.accept("warming up");
        ask(text(BEFORE), text(QUESTION), 1, List.of(picture(0, 64, 64)));
        List<RunStatistics> first = new ArrayList<>();
        List<RunStatistics> second = new ArrayList<>();
        for (int i = 1; i <= settings.repetitions(); i++) {
            List<ImageInput> pictures = List.of(picture(i, settings.width(), settings.height()));
            List<Integer> before = text(BEFORE);
            progress.accept("a question about picture " + i);
            first.add(ask(before, text(QUESTION), settings.numCrops(), pictures));
            progress.accept("a second one");
            second.add(ask(before, text(QUESTION), settings.numCrops(), pictures));
        }
        phase("reading the picture, HD transform", first, Phase.IMAGE_DECODE);
        phase("encoder", first, Phase.VISION_ENCODE);
        phase("prefill", first, Phase.PREFILL);
        firstToken("first question, time to first token", first);
        firstToken("second question, time to first token", second);
        double firstToSecond = median(first) / median(second);
        severalPictures();
        return report(first.getFirst(), firstToSecond);
    }

    private void severalPictures() {
        progress.accept("questions about " + MANY + " pictures");
        List<ImageInput> pictures = IntStream.range(0, MANY)
                .mapToObj(i -> picture(-1 - i, settings.width(), settings.height()))
                .toList();
        List<Integer> before = text(BEFORE);
        RunStatistics first = ask(before, text(QUESTION), FEW_CROPS, pictures);
        RunStatistics second = ask(before, text(QUESTION), FEW_CROPS, pictures);
        String name = "%d pictures, num_crops %d (%d tokens), ".formatted(MANY, FEW_CROPS, first.imageTokens());
        firstToken(name + "first question", List.of(first));
        firstToken(name + "second", List.of(second));
    }

    private VisionReport report(RunStatistics question, double firstToSecond) {
        HdPlan plan = HdPlan.of(settings.width(), settings.height(), settings.numCrops(), shape());
        var description = model.description();
        return new VisionReport(
                description.name(),
                description.precision(),
                encoder(VisionEncoder::products),
                settings.width(),
                settings.height(),
                settings.numCrops(),
                plan.encoderInputs() - 1,
                question.imageTokens(),
                question.promptTokens(),
                figures,
                firstToSecond,
                List.of(encoderMemory(FEW_CROPS), encoderMemory(MOST_CROPS)),
                description.weightBytes(),
                encoder(VisionEncoder::weightBytes),
                model.memory().keyValueCache(),
                ProcessMemory.now().resident());
    }

    private RunStatistics ask(List<Integer> before, List<Integer> question, int numCrops, List<ImageInput> pictures) {
        List<Integer> ids = new ArrayList<>(before);
        IntStream.rangeClosed(1, pictures.size()).forEach(k -> ids.add(-k));
        ids.addAll(question);
        GenerationOptions options = GenerationOptions.greedy()
                .withMaxTokens(1)
                .withIgnoreEndOfText(true)
                .withNumCrops(OptionalInt.of(numCrops));
        return model.generate(new Prompt.TokenIds(ids, pictures), options, _ -> {})
                .result()
                .join()
                .statistics();
    }

    private List<Integer> text(int tokens) {
        return random.ints(tokens, 3, LARGEST_ID).boxed().toList();
    }

    private void phase(String name, List<RunStatistics> runs, Phase phase) {
        figure(name, runs, run -> run.phases().getOrDefault(phase, Duration.ZERO));
    }

    private void firstToken(String name, List<RunStatistics> runs) {
        figure(name, runs, RunStatistics::timeToFirstToken);
    }

    /** Told at once as well: a long benchmark that is ended has not measured for nothing. */
    private void figure(String name, List<RunStatistics> runs, Function<RunStatistics, Duration> time) {
        Figure figure = Figure.of(
                name,
                "s",
                runs.stream().mapToDouble(run -> seconds(time.apply(run))).toArray());
        figures.add(figure);
        progress.accept(VisionReport.line(figure));
    }

    private static double median(List<RunStatistics> runs) {
        return Figure.of(
                        "",
                        "s",
                        runs.stream()
                                .mapToDouble(run -> seconds(run.timeToFirstToken()))
                                .toArray())
                .median();
    }

    /** A square picture has as many crops as are allowed, for the square numbers that are measured. */
    private EncoderMemory encoderMemory(int numCrops) {
        progress.accept("memory of encoding " + (numCrops + 1) + " crops");
        int side = shape().size() * 4;
        HdImage picture = new HdTransform(shape(), Normalization.CLIP)
                .apply(new PictureReader().read(picture(0, side, side).content(), "benchmark"), numCrops);
        encode(picture);
        long resting = ProcessMemory.now().resident();
        OptionalLong peak = PeakMemory.during(() -> encode(picture));
        var memory = new EncoderMemory(picture.plan().encoderInputs(), resting, peak.orElse(0));
        progress.accept("%,d MB beyond the resting process".formatted(memory.additionalBytes() / 1_000_000));
        return memory;
    }

    private void encode(HdImage picture) {
        encoder(encoder -> {
            encoder.encode(picture, () -> false).close();
            return null;
        });
    }

    private <T> T encoder(Function<VisionEncoder, T> use) {
        return model.inside(engine -> use.apply(engine.vision().orElseThrow().encoder()));
    }

    private CropShape shape() {
        return new CropShape(model.description().cropSize(), model.description().patchSize());
    }

    /** Colour gradients under noise, as a JPEG: about as long as a photo's and as slow to open. */
    private static ImageInput picture(int seed, int width, int height) {
        Random noise = new Random(seed);
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int red = 200 * x / width + noise.nextInt(32);
                int green = 200 * y / height + noise.nextInt(32);
                image.setRGB(x, y, red << 16 | green << 8 | (x + y) % 256);
            }
        }
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("a picture in memory cannot be written to memory", e);
        }
        return ImageInput.of("benchmark " + seed + ".jpg", bytes.toByteArray());
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
