package io.phiworkbench.inference.local;

import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.FinishReason;
import io.phiworkbench.inference.GenerationEvent;
import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.GenerationResult;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.MemoryFigures;
import io.phiworkbench.inference.ModelDescription;
import io.phiworkbench.inference.Phase;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.PromptEstimate;
import io.phiworkbench.inference.RunFault;
import io.phiworkbench.inference.RunRecord;
import io.phiworkbench.inference.RunStatistics;
import io.phiworkbench.inference.local.grammar.OutputConstraint;
import io.phiworkbench.text.TextException;
import io.phiworkbench.text.Tokenizer;
import io.phiworkbench.torch.ProcessMemory;
import io.phiworkbench.torch.TorchDevice;
import io.phiworkbench.torch.TorchException;
import io.phiworkbench.vision.CropShape;
import io.phiworkbench.vision.ImageTokenBudget;
import io.phiworkbench.vision.MediaException;
import io.phiworkbench.vision.PictureHeader;
import io.phiworkbench.vision.PictureReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A loaded checkpoint: prompts in, answers out. {@link #estimate} and {@link #memory} may be called from any thread,
 * everything else belongs to the inference thread.
 */
final class Engine implements AutoCloseable {
    /** Tokens of a prefill call: the activations of more leave a CPU's cache, which costs more than it gains. */
    static final int CHUNK = 256;

    private final ModelDescription description;
    private final TorchDevice device;
    private final WeightFiles weights;
    private final Decoder decoder;
    private final Optional<VisionPart> vision;
    private final Optional<Tokenizer> tokenizer;
    private final PromptEncoder prompts;
    private final Set<Integer> endIds;
    private final Constraints constraints;
    private final SessionPool sessions;
    private volatile long cacheBytes;

    /** What a model that reads pictures has besides its decoder. */
    record VisionPart(VisionEncoder encoder, PictureFeatures features, io.phiworkbench.vision.HdTransform transform) {}

    /**
     * Owns everything it is given.
     *
     * @param weights the files that the decoder and the vision part may look into
     */
    Engine(
            ModelDescription description,
            TorchDevice device,
            WeightFiles weights,
            Decoder decoder,
            Optional<VisionPart> vision,
            Optional<Tokenizer> tokenizer,
            PromptEncoder prompts,
            Set<Integer> endIds) {
        this.description = description;
        this.device = device;
        this.weights = weights;
        this.decoder = decoder;
        this.vision = vision;
        this.tokenizer = tokenizer;
        this.prompts = prompts;
        this.endIds = Set.copyOf(endIds);
        this.constraints = new Constraints(tokenizer, decoder.config().vocabSize(), this.endIds);
        this.sessions = new SessionPool(decoder, description.contextLength());
    }

    ModelDescription description() {
        return description;
    }

    PromptEstimate estimate(Prompt prompt, GenerationOptions options) {
        List<Integer> pictureTokens = pictureTokens(prompt, options);
        TokenSequence sequence = planned(prompt, pictureTokens);
        return new PromptEstimate(
                sequence.length() - sequence.pictureTokens(), pictureTokens, description.contextLength());
    }

    List<Integer> pictureTokens(Prompt prompt, GenerationOptions options) {
        return costs(prompt, options).stream()
                .map(ImageTokenBudget.Cost::tokens)
                .toList();
    }

    /** What each picture will cost, from its header alone. */
    private List<ImageTokenBudget.Cost> costs(Prompt prompt, GenerationOptions options) {
        if (prompt.images().isEmpty()) {
            return List.of();
        }
        CropShape shape = requireVision().transform().shape();
        List<ImageInput> images = prompt.images();
        List<Integer> crops = numCrops(prompt, options);
        try {
            List<ImageTokenBudget.Item> items = IntStream.range(0, images.size())
                    .mapToObj(i -> item(images.get(i), crops.get(i)))
                    .toList();
            return ImageTokenBudget.of(items, shape, description.contextLength())
                    .costs();
        } catch (MediaException e) {
            throw new GenerationException(e);
        }
    }

    private static ImageTokenBudget.Item item(ImageInput image, int numCrops) {
        PictureHeader header = new PictureReader().header(image.content(), image.name());
        return new ImageTokenBudget.Item(image.name(), header.width(), header.height(), numCrops);
    }

    private TokenSequence planned(Prompt prompt, List<Integer> pictureTokens) {
        return encode(prompt, number -> new PlannedPicture(pictureTokens.get(number - 1)));
    }

    private VisionPart requireVision() {
        return vision.orElseThrow(() -> new GenerationException(RunFault.READS_TEXT_ONLY, description.name()));
    }

    /**
     * The most crops of each picture. What is usual is decided message by message: a picture that comes later must not
     * cut those of earlier turns anew, which would cost their encoding and everything computed since.
     */
    private List<Integer> numCrops(Prompt prompt, GenerationOptions options) {
        List<List<ImageInput>> groups = prompt instanceof Prompt.Chat chat
                ? chat.messages().stream().map(ChatMessage::images).toList()
                : List.of(prompt.images());
        return groups.stream()
                .flatMap(group -> group.stream().map(image -> numCrops(image, group.size(), options)))
                .toList();
    }

    private int numCrops(ImageInput image, int pictures, GenerationOptions options) {
        int usual = pictures > 1 ? description.defaultCropsMany() : description.defaultCropsSingle();
        return image.numCrops().orElse(options.numCrops().orElse(usual));
    }

    private TokenSequence encode(Prompt prompt, java.util.function.IntFunction<EncodedPicture> pictures) {
        try {
            TokenSequence sequence = prompts.encode(prompt, pictures);
            if (sequence.length() == 0) {
                throw new GenerationException(RunFault.EMPTY_PROMPT);
            }
            return sequence;
        } catch (TextException | MediaException e) {
            throw new GenerationException(e);
        }
    }

    /** Runs a prompt to its end. */
    GenerationResult run(
            Prompt prompt, GenerationOptions options, Consumer<GenerationEvent> listener, BooleanSupplier cancelled) {
        var clock = new PhaseClock(listener);
        long seed = options.seed().orElseGet(() -> ThreadLocalRandom.current().nextLong(Long.MAX_VALUE));
        GenerationOptions used = options.withSeed(seed);
        if (cancelled.getAsBoolean()) {
            return cancelledBeforeStart(prompt, used);
        }
        TokenSequence text = prepare(prompt, options, clock, cancelled);
        boolean longFactors =
                options.longFactors() || text.length() > decoder.config().originalMaxPositions();
        var answer = new AnswerText(tokenizer, options.stop(), text, PromptEncoder.continues(prompt));
        Optional<OutputConstraint> constraint =
                constraints.of(prompt, options, answer.beginsText(), description.contextLength() - text.length());
        Session session = sessions.sessionFor(text, longFactors);
        var generator = new TextGenerator(
                session,
                text,
                used,
                new Sampler(used, seed, text, constraint),
                endIds,
                answer,
                limits(),
                clock,
                listener,
                cancelled);
        int pictureTokens = text.pictureTokens();
        try {
            generator.run();
        } catch (TorchException | OutOfMemoryError e) {
            sessions.discard(session);
            throw new GenerationException(MemoryShortage.reason(e, device), e);
        } finally {
            cacheBytes = sessions.cacheBytes();
        }
        return result(generator, clock, pictureTokens, record(prompt, used));
    }

    private GenerationResult result(TextGenerator generator, PhaseClock clock, int pictureTokens, RunRecord record) {
        var statistics = new RunStatistics(
                clock.spent(),
                generator.promptLength(),
                pictureTokens,
                generator.reused(),
                generator.tokens().size(),
                generator.timeToFirstToken(),
                generator.drafted(),
                generator.accepted(),
                memory());
        return new GenerationResult(generator.answerText(), generator.tokens(), generator.reason(), statistics, record);
    }

    private GenerationResult cancelledBeforeStart(Prompt prompt, GenerationOptions used) {
        var none = new RunStatistics(java.util.Map.of(), 0, 0, 0, 0, java.time.Duration.ZERO, 0, 0, memory());
        return new GenerationResult("", List.of(), FinishReason.CANCELLED, none, record(prompt, used));
    }

    private RunRecord record(Prompt prompt, GenerationOptions used) {
        return new RunRecord(
                description.name(),
                description.hash(),
                description.precision(),
                description.device(),
                used,
                prompt.images().stream().map(ImageInput::sha256).toList());
    }

    private TextGenerator.Limits limits() {
        return new TextGenerator.Limits(
                decoder.config().vocabSize(),
                description.contextLength(),
                decoder.config().originalMaxPositions(),
                CHUNK);
    }

    /** Logits of all positions of a prompt, computed afresh. */
    PromptLogits logits(Prompt prompt, GenerationOptions options) {
        var clock = new PhaseClock(event -> {});
        TokenSequence text = prepare(prompt, options, clock, () -> false);
        boolean longFactors =
                options.longFactors() || text.length() > decoder.config().originalMaxPositions();
        try (var session = new Session(decoder, description.contextLength())) {
            float[] values = session.prefill(text, longFactors, text.length(), text.length(), done -> {}, () -> false);
            return new PromptLogits(values, text.length(), decoder.config().vocabSize());
        }
    }

    private TokenSequence prepare(
            Prompt prompt, GenerationOptions options, PhaseClock clock, BooleanSupplier cancelled) {
        requireRoom(prompt, options);
        List<EncodedPicture> pictures = pictures(prompt, options, clock, cancelled);
        TokenSequence text = encode(prompt, number -> pictures.get(number - 1));
        requireKnownIds(text);
        return text;
    }

    private List<EncodedPicture> pictures(
            Prompt prompt, GenerationOptions options, PhaseClock clock, BooleanSupplier cancelled) {
        List<EncodedPicture> pictures = new ArrayList<>();
        if (prompt.images().isEmpty()) {
            return pictures;
        }
        List<Integer> crops = numCrops(prompt, options);
        int count = prompt.images().size();
        clock.enter(Phase.IMAGE_DECODE, 0, count);
        try {
            for (ImageInput image : prompt.images()) {
                int number = pictures.size() + 1;
                pictures.add(requireVision()
                        .features()
                        .picture(image, crops.get(number - 1), number, count, clock, cancelled));
                clock.progress(number, count);
            }
        } catch (MediaException e) {
            throw new GenerationException(e);
        }
        clock.stop();
        return pictures;
    }

    /** Checked from the pictures' headers, before anything is decoded. */
    private void requireRoom(Prompt prompt, GenerationOptions options) {
        List<ImageTokenBudget.Cost> costs = costs(prompt, options);
        TokenSequence text = planned(
                prompt, costs.stream().map(ImageTokenBudget.Cost::tokens).toList());
        int limit = description.contextLength();
        if (text.length() < limit) {
            return;
        }
        int words = text.length() - text.pictureTokens();
        throw tooLong(
                text, costs.isEmpty() ? Optional.empty() : Optional.of(new ImageTokenBudget(costs, limit - words - 1)));
    }

    private GenerationException tooLong(TokenSequence text, Optional<ImageTokenBudget> pictures) {
        OptionalInt crops =
                pictures.map(ImageTokenBudget::largestNumCropsThatFits).orElse(OptionalInt.empty());
        RunFault fault = crops.isPresent()
                ? RunFault.PICTURES_FIT_WITH
                : pictures.isPresent() ? RunFault.TOO_MANY_PICTURES : RunFault.PROMPT_TOO_LONG;
        return new GenerationException(
                fault,
                text.length(),
                text.pictureTokens(),
                description.name(),
                description.contextLength(),
                crops.orElse(0));
    }

    private void requireKnownIds(TokenSequence text) {
        int vocab = decoder.config().vocabSize();
        for (int i = 0; i < text.length(); i++) {
            if (text.id(i) >= vocab) {
                throw new GenerationException(RunFault.UNKNOWN_TOKEN, text.id(i), vocab, vocab - 1);
            }
        }
    }

    /** What a model that reads pictures has for it. */
    Optional<VisionPart> vision() {
        return vision;
    }

    MemoryFigures memory() {
        ProcessMemory process = ProcessMemory.now();
        Runtime java = Runtime.getRuntime();
        var onDevice = ProcessMemory.device(device);
        return new MemoryFigures(
                description.weightBytes(),
                cacheBytes,
                process.resident(),
                process.peakResident(),
                java.totalMemory() - java.freeMemory(),
                onDevice.map(u -> OptionalLong.of(u.used())).orElse(OptionalLong.empty()),
                onDevice.map(u -> OptionalLong.of(u.total())).orElse(OptionalLong.empty()));
    }

    @Override
    public void close() {
        sessions.close();
        vision.ifPresent(part -> {
            part.features().close();
            part.encoder().close();
        });
        decoder.close();
        weights.close();
        tokenizer.ifPresent(Tokenizer::close);
    }

    /** A picture of which only the number of tokens is known, for estimates. */
    private record PlannedPicture(int tokens) implements EncodedPicture {
        @Override
        public long key(int row) {
            return Long.MIN_VALUE;
        }

        @Override
        public io.phiworkbench.torch.TorchValue features() {
            throw new CancellationException("an estimate computes nothing");
        }
    }
}
