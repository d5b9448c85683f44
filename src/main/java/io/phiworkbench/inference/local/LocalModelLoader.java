package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.Checkpoint;
import io.phiworkbench.checkpoint.CheckpointException;
import io.phiworkbench.checkpoint.ModelConfig;
import io.phiworkbench.checkpoint.Phi3VConfig;
import io.phiworkbench.checkpoint.PreprocessorConfig;
import io.phiworkbench.checkpoint.RopeScaling;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.LoadFault;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.LoadProgress;
import io.phiworkbench.inference.LoadProgress.Step;
import io.phiworkbench.inference.ModelDescription;
import io.phiworkbench.inference.ModelLoadException;
import io.phiworkbench.inference.ModelLoader;
import io.phiworkbench.text.ChatTemplate;
import io.phiworkbench.text.TextException;
import io.phiworkbench.text.Tokenizer;
import io.phiworkbench.torch.TorchException;
import io.phiworkbench.torch.TorchRuntime;
import io.phiworkbench.vision.CropShape;
import io.phiworkbench.vision.HdTransform;
import io.phiworkbench.vision.Normalization;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads Phi-3 and Phi-3.5 checkpoints into this process. */
public final class LocalModelLoader implements ModelLoader {
    private static final Logger LOG = LoggerFactory.getLogger(LocalModelLoader.class);

    private final Supplier<Optional<Int8Folder>> int8Folder;

    /** Quantises at each load. */
    public LocalModelLoader() {
        this(Optional::empty);
    }

    /** @param int8Folder where quantised weights are kept between loads, asked at each load; empty to keep none */
    public LocalModelLoader(Supplier<Optional<Int8Folder>> int8Folder) {
        this.int8Folder = int8Folder;
    }

    @Override
    public ChatModel load(
            Path folder, LoadOptions options, Consumer<LoadProgress> progress, BooleanSupplier cancelled) {
        return loadLocal(folder, options, progress, cancelled);
    }

    /** {@link #load}, with what only a local model can do. */
    public LocalChatModel loadLocal(
            Path folder, LoadOptions options, Consumer<LoadProgress> progress, BooleanSupplier cancelled) {
        try {
            Checkpoint checkpoint = Checkpoint.open(folder);
            DecoderFamily family = DecoderFamily.of(checkpoint.config());
            checkpoint.weights().requireTensors(shapes(checkpoint.config(), family));
            return start(checkpoint, family, options, progress, cancelled);
        } catch (CheckpointException | TextException e) {
            throw new ModelLoadException(e);
        } catch (TorchException e) {
            throw new ModelLoadException(MemoryShortage.whileLoading(e, String.valueOf(folder.getFileName())), e);
        } catch (CancellationException e) {
            throw new ModelLoadException(e, LoadFault.CANCELLED, folder.getFileName());
        } catch (OutOfMemoryError e) {
            throw new ModelLoadException(e, LoadFault.OUT_OF_MEMORY, folder.getFileName());
        }
    }

    private LocalChatModel start(
            Checkpoint checkpoint,
            DecoderFamily family,
            LoadOptions options,
            Consumer<LoadProgress> progress,
            BooleanSupplier cancelled) {
        Optional<Int8Folder> kept = int8Folder.get();
        try {
            ExecutionPlan plan = ExecutionPlan.choose(checkpoint, family, options, kept);
            return start(checkpoint, family, plan, kept, progress, cancelled);
        } catch (Int8FileException e) {
            LOG.warn("{} is quantised for this time only: {}", checkpoint.folder(), e.getMessage(), e);
            kept.ifPresent(folder -> folder.discard(checkpoint.hash()));
            ExecutionPlan plan = ExecutionPlan.choose(checkpoint, family, options, Optional.empty());
            return start(checkpoint, family, plan, Optional.empty(), progress, cancelled);
        }
    }

    /**
     * The TorchScript archive of a checkpoint's decoder, which {@code torch.jit.load} opens as well.
     *
     * @throws ModelLoadException if the folder holds no supported model
     */
    public static byte[] graph(Path folder, LoadOptions options) {
        try {
            Checkpoint checkpoint = Checkpoint.open(folder);
            DecoderFamily family = DecoderFamily.of(checkpoint.config());
            ExecutionPlan plan = ExecutionPlan.choose(checkpoint, family, options, Optional.empty());
            return family.archive(plan.format()).toBytes();
        } catch (CheckpointException e) {
            throw new ModelLoadException(e);
        }
    }

    private static Map<String, long[]> shapes(ModelConfig config, DecoderFamily family) {
        Map<String, long[]> shapes = new LinkedHashMap<>(family.shapes());
        if (config instanceof Phi3VConfig seeing) {
            shapes.putAll(VisionWeights.shapes(seeing));
        }
        return shapes;
    }

    private static LocalChatModel start(
            Checkpoint checkpoint,
            DecoderFamily family,
            ExecutionPlan plan,
            Optional<Int8Folder> int8Folder,
            Consumer<LoadProgress> progress,
            BooleanSupplier cancelled) {
        Optional<Tokenizer> tokenizer = checkpoint.tokenizerFile().map(file -> Tokenizer.open(checkpoint.folder()));
        var thread = new EngineThread("inference " + checkpoint.folder().getFileName());
        try {
            String name = checkpoint.folder().getFileName().toString();
            LongConsumer told = bytes -> {
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException();
                }
                progress.accept(new LoadProgress(Step.LOADING, name, bytes, plan.weightBytes()));
            };
            return thread.call(() -> {
                TorchRuntime.prepareThread(plan.threads());
                WeightFiles files = files(checkpoint, family, plan, int8Folder);
                Engine engine = engine(checkpoint, family, plan, files, tokenizer, told);
                if (files.int8() instanceof Int8FileWriter) {
                    progress.accept(new LoadProgress(Step.KEEPING, name, plan.weightBytes(), plan.weightBytes()));
                }
                return finished(engine, files, thread);
            });
        } catch (RuntimeException | Error e) {
            tokenizer.ifPresent(Tokenizer::close);
            thread.close();
            throw e;
        }
    }

    private static LocalChatModel finished(Engine engine, WeightFiles files, EngineThread thread) {
        try {
            files.int8().finish();
            return new LocalChatModel(engine.description(), engine, thread);
        } catch (RuntimeException | Error e) {
            engine.close();
            throw e;
        }
    }

    private static Engine engine(
            Checkpoint checkpoint,
            DecoderFamily family,
            ExecutionPlan plan,
            WeightFiles files,
            Optional<Tokenizer> tokenizer,
            LongConsumer progress) {
        try {
            DecoderWeights.Source source = DecoderWeights.from(checkpoint.weights(), files.checkpoint(), files.int8());
            Decoder decoder = Decoder.load(family, plan.format(), source, progress);
            try {
                return engine(checkpoint, plan, tokenizer, files, decoder, source);
            } catch (RuntimeException | Error e) {
                decoder.close();
                throw e;
            }
        } catch (RuntimeException | Error e) {
            files.close();
            throw e;
        }
    }

    private static WeightFiles files(
            Checkpoint checkpoint, DecoderFamily family, ExecutionPlan plan, Optional<Int8Folder> int8Folder) {
        var reader = new WeightReader(plan.device());
        try {
            Int8Weights int8 = plan.format() == MatrixFormat.INT8
                    ? int8Folder
                            .map(folder -> folder.weights(
                                    new Int8Mark(checkpoint.hash(), checkpoint.folder()),
                                    checkpoint.weights().tensors().size(),
                                    plan.weightBytes(),
                                    family::onDemand))
                            .orElse(Int8Weights.NOWHERE)
                    : Int8Weights.NOWHERE;
            return new WeightFiles(reader, int8);
        } catch (RuntimeException | Error e) {
            reader.close();
            throw e;
        }
    }

    private static Engine engine(
            Checkpoint checkpoint,
            ExecutionPlan plan,
            Optional<Tokenizer> tokenizer,
            WeightFiles files,
            Decoder decoder,
            DecoderWeights.Source source) {
        Optional<Engine.VisionPart> vision = checkpoint.config() instanceof Phi3VConfig seeing
                ? Optional.of(vision(seeing, plan, source, checkpoint.preprocessor()))
                : Optional.empty();
        var endIds = new TreeSet<>(checkpoint.stopTokenIds());
        tokenizer.ifPresent(t -> endIds.addAll(t.endOfAnswerIds()));
        var prompts = new PromptEncoder(tokenizer, ChatTemplate.read(checkpoint.folder()), vision.isPresent());
        ModelDescription description = describe(checkpoint, plan, decoder, vision);
        return new Engine(description, plan.device(), files, decoder, vision, tokenizer, prompts, endIds);
    }

    private static Engine.VisionPart vision(
            Phi3VConfig config,
            ExecutionPlan plan,
            DecoderWeights.Source source,
            Optional<PreprocessorConfig> preprocessor) {
        var shape = new CropShape(config.vision().imageSize(), config.vision().patchSize());
        Normalization normalization = preprocessor
                .map(p -> new Normalization(
                        p.imageMean().stream().map(Double::floatValue).toList(),
                        p.imageStd().stream().map(Double::floatValue).toList()))
                .orElse(Normalization.CLIP);
        var transform = new HdTransform(shape, normalization);
        VisionEncoder encoder = VisionEncoder.load(config, plan.format(), plan.device(), source);
        return new Engine.VisionPart(
                encoder, new PictureFeatures(encoder, transform, config.hiddenSize(), PictureFeatures.KEPT), transform);
    }

    private static ModelDescription describe(
            Checkpoint checkpoint, ExecutionPlan plan, Decoder decoder, Optional<Engine.VisionPart> vision) {
        ModelConfig config = decoder.config();
        boolean switches = config.ropeScaling() instanceof RopeScaling.LongRope
                && config.originalMaxPositions() < config.maxPositions();
        Optional<PreprocessorConfig> crops = checkpoint.preprocessor();
        return new ModelDescription(
                checkpoint.folder().getFileName().toString(),
                config.architecture().className(),
                checkpoint.hash(),
                checkpoint.weights().parameters(),
                plan.precision().label(),
                plan.device().toString(),
                plan.reason(),
                plan.contextLength(),
                switches ? OptionalInt.of(config.originalMaxPositions()) : OptionalInt.empty(),
                vision.isPresent(),
                crops.map(p -> p.singleImageNumCrops().orElse(HdTransform.NUM_CROPS_SINGLE))
                        .orElse(0),
                crops.map(PreprocessorConfig::numCrops).orElse(0),
                vision.map(part -> part.transform().shape().size()).orElse(0),
                vision.map(part -> part.transform().shape().patch()).orElse(0),
                decoder.weightBytes()
                        + vision.map(part -> part.encoder().weightBytes()).orElse(0L),
                Decoder.cacheBytesPerToken(config, plan.precision()),
                false);
    }
}
