package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.Phi3VConfig;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.ModelDescription;
import io.phiworkbench.inference.ModelLoadException;
import io.phiworkbench.text.ChatTemplate;
import io.phiworkbench.torch.TorchException;
import io.phiworkbench.torch.TorchRuntime;
import io.phiworkbench.vision.CropShape;
import io.phiworkbench.vision.HdTransform;
import io.phiworkbench.vision.Normalization;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A model of random weights that reads pictures and takes token ids, for benchmarks without a checkpoint. */
final class RandomVisionModel {
    /** There is no such folder, so there is no template in it, and Phi's own is used. */
    private static final Path NO_FOLDER = Path.of("random-weights");

    private RandomVisionModel() {}

    /**
     * @return the caller's to close
     * @throws ModelLoadException if it does not fit into memory
     */
    static LocalChatModel load(VisionShape shape, LoadOptions options) {
        ExecutionPlan plan = ExecutionPlan.forShape(shape.label(), DecoderFamily.of(shape.config()), options);
        var thread = new EngineThread("inference " + shape.label());
        try {
            return thread.call(() -> {
                TorchRuntime.prepareThread(plan.threads());
                return model(shape, plan, thread);
            });
        } catch (TorchException e) {
            thread.close();
            throw new ModelLoadException("the benchmark failed: " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            thread.close();
            throw e;
        }
    }

    private static LocalChatModel model(VisionShape shape, ExecutionPlan plan, EngineThread thread) {
        var reader = new WeightReader(plan.device());
        try (var weights = new RandomWeights(reader)) {
            Engine engine = engine(shape, plan, reader, weights);
            return new LocalChatModel(engine.description(), engine, thread);
        } catch (RuntimeException | Error e) {
            reader.close();
            throw e;
        }
    }

    private static Engine engine(VisionShape shape, ExecutionPlan plan, WeightReader reader, RandomWeights weights) {
        Phi3VConfig config = shape.config();
        var transform = new HdTransform(
                new CropShape(config.vision().imageSize(), config.vision().patchSize()), Normalization.CLIP);
        VisionEncoder encoder = VisionEncoder.load(config, plan.format(), plan.device(), weights);
        try {
            Decoder decoder = Decoder.load(DecoderFamily.of(config), plan.format(), weights, _ -> {});
            var features = new PictureFeatures(encoder, transform, config.hiddenSize(), PictureFeatures.KEPT);
            return new Engine(
                    describe(shape, plan, decoder.weightBytes() + encoder.weightBytes()),
                    plan.device(),
                    new WeightFiles(reader, Int8Weights.NOWHERE),
                    decoder,
                    Optional.of(new Engine.VisionPart(encoder, features, transform)),
                    Optional.empty(),
                    new PromptEncoder(Optional.empty(), ChatTemplate.read(NO_FOLDER), true),
                    Set.of());
        } catch (RuntimeException | Error e) {
            encoder.close();
            throw e;
        }
    }

    private static ModelDescription describe(VisionShape shape, ExecutionPlan plan, long weightBytes) {
        Phi3VConfig config = shape.config();
        return new ModelDescription(
                shape.label(),
                config.architecture().className(),
                "",
                0,
                plan.precision().label(),
                plan.device().toString(),
                plan.reason(),
                plan.contextLength(),
                OptionalInt.empty(),
                true,
                HdTransform.NUM_CROPS_SINGLE,
                HdTransform.NUM_CROPS_MULTIPLE,
                config.vision().imageSize(),
                config.vision().patchSize(),
                weightBytes,
                Decoder.cacheBytesPerToken(config.decoder(), plan.precision()),
                false);
    }
}
