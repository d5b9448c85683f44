package io.phiworkbench.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.checkpoint.Checkpoint;
import io.phiworkbench.checkpoint.CheckpointException;
import io.phiworkbench.checkpoint.ModelConfig;
import io.phiworkbench.checkpoint.Phi3VConfig;
import io.phiworkbench.checkpoint.PhiMoeConfig;
import io.phiworkbench.checkpoint.RopeScaling;
import io.phiworkbench.checkpoint.TensorInfo;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.inference.ModelLoadException;
import io.phiworkbench.models.MemoryShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a checkpoint is and needs, without loading it. */
@Command(name = "info", description = "Say what a checkpoint is and what memory it needs, without loading it.")
final class InfoCommand implements Callable<Integer> {
    /** What most chats stay under, and where LongRoPE models switch. */
    private static final int USUAL_CONTEXT = 4096;

    private final Services services;

    @Spec
    private CommandSpec command;

    @Mixin
    private CommonOptions common;

    @Parameters(
            paramLabel = "DIR",
            description = "Checkpoint folder, or the name of a model that came with the program.")
    private String model;

    @Option(
            names = "--context",
            paramLabel = "N",
            description = "Tokens to reckon the memory for (default: 4096, or the model's limit if that is less).")
    private Integer context;

    InfoCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        if (context != null && context < 1) {
            throw new ParameterException(command.commandLine(), "--context must be at least 1, not " + context);
        }
        try {
            Checkpoint checkpoint = Checkpoint.open(UnknownModel.require(LoadArguments.folder(model)));
            int tokens = context == null
                    ? Math.min(USUAL_CONTEXT, checkpoint.config().maxPositions())
                    : context;
            if (common.json) {
                services.console().out().println(json(checkpoint, tokens));
            } else {
                table(checkpoint, tokens).forEach(services.console().out()::println);
            }
            return ExitCode.OK;
        } catch (CheckpointException e) {
            throw new ModelLoadException(Failure.of(e), e);
        }
    }

    private static List<String> table(Checkpoint checkpoint, int tokens) {
        ModelConfig config = checkpoint.config();
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("architecture", config.architecture().className());
        rows.put("reads pictures", config instanceof Phi3VConfig ? "yes" : "no");
        rows.put("parameters", Figures.parameters(checkpoint.weights().parameters()));
        if (config instanceof PhiMoeConfig moe) {
            rows.put(
                    "experts",
                    moe.experts() + " in each layer, " + moe.expertsPerToken() + " for a token; "
                            + Figures.parameters(activeParameters(checkpoint)) + " parameters active");
        }
        rows.put(
                "stored as",
                storedPrecision(checkpoint) + ", "
                        + Figures.bytes(checkpoint.weights().bytes()));
        rows.put(
                "context",
                Figures.count(config.maxPositions()) + " tokens"
                        + ropeSwitch(config).stream()
                                .mapToObj(n -> ", LongRoPE switches its factors after " + Figures.count(n))
                                .collect(Collectors.joining()));
        config.slidingWindow().ifPresent(n -> rows.put("sliding window", Figures.count(n) + " tokens"));
        rows.put(
                "decoder",
                config.layers() + " layers, " + Figures.count(config.hiddenSize()) + " wide, " + config.heads()
                        + " heads, " + config.kvHeads() + " key/value heads");
        rows.put("vocabulary", Figures.count(config.vocabSize()));
        rows.put("tokenizer", checkpoint.tokenizerFile().isPresent() ? "yes" : "no (token ids only)");
        rows.put("hash", checkpoint.hash());
        List<String> lines = new ArrayList<>();
        lines.add(checkpoint.folder().toString());
        rows.forEach((name, value) -> lines.add(String.format("  %-15s %s", name, value)));
        lines.add("memory with " + Figures.count(tokens) + " tokens of context, besides some 700 MB for the program");
        for (Precision precision : precisions()) {
            MemoryNeed need = MemoryNeed.of(MemoryShape.of(checkpoint), precision, tokens);
            lines.add(String.format(
                    "  %-15s %s (weights %s + cache %s)",
                    precision.label(),
                    Figures.bytes(need.total()),
                    Figures.bytes(need.weights()),
                    Figures.bytes(need.cache())));
        }
        return lines;
    }

    private static ObjectNode json(Checkpoint checkpoint, int tokens) {
        ModelConfig config = checkpoint.config();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("folder", checkpoint.folder().toString());
        json.put("architecture", config.architecture().className());
        json.put("readsImages", config instanceof Phi3VConfig);
        json.put("parameters", checkpoint.weights().parameters());
        put(json, "experts", config instanceof PhiMoeConfig moe ? OptionalInt.of(moe.experts()) : OptionalInt.empty());
        put(
                json,
                "expertsPerToken",
                config instanceof PhiMoeConfig moe ? OptionalInt.of(moe.expertsPerToken()) : OptionalInt.empty());
        json.put("activeParameters", activeParameters(checkpoint));
        json.put("storedPrecision", storedPrecision(checkpoint));
        json.put("storedBytes", checkpoint.weights().bytes());
        json.put("contextLength", config.maxPositions());
        put(json, "longRopeSwitch", ropeSwitch(config));
        put(json, "slidingWindow", config.slidingWindow());
        json.put("layers", config.layers());
        json.put("hiddenSize", config.hiddenSize());
        json.put("heads", config.heads());
        json.put("keyValueHeads", config.kvHeads());
        json.put("vocabulary", config.vocabSize());
        json.put("tokenizer", checkpoint.tokenizerFile().isPresent());
        json.put("hash", checkpoint.hash());
        json.put("memoryContext", tokens);
        ObjectNode memory = json.putObject("memory");
        for (Precision precision : precisions()) {
            MemoryNeed need = MemoryNeed.of(MemoryShape.of(checkpoint), precision, tokens);
            memory.putObject(precision.label())
                    .put("weightBytes", need.weights())
                    .put("cacheBytes", need.cache())
                    .put("totalBytes", need.total());
        }
        return json;
    }

    /** Weights that one token goes through: all but the experts that it does not choose. */
    private static long activeParameters(Checkpoint checkpoint) {
        long all = checkpoint.weights().parameters();
        if (!(checkpoint.config() instanceof PhiMoeConfig moe)) {
            return all;
        }
        long expert = 3L * moe.hiddenSize() * moe.intermediateSize();
        return all - moe.layers() * (long) (moe.experts() - moe.expertsPerToken()) * expert;
    }

    private static void put(ObjectNode json, String name, OptionalInt value) {
        value.ifPresentOrElse(n -> json.put(name, n), () -> json.putNull(name));
    }

    private static List<Precision> precisions() {
        return List.of(Precision.FP32, Precision.BF16, Precision.FP16, Precision.INT8);
    }

    /** The weights' types, commonest first. */
    private static String storedPrecision(Checkpoint checkpoint) {
        return checkpoint.weights().tensors().values().stream()
                .collect(Collectors.groupingBy(TensorInfo::dtype, Collectors.summingLong(TensorInfo::elements)))
                .entrySet()
                .stream()
                .sorted((a, b) -> Long.compare(b.getValue(), a.getValue()))
                .map(e -> e.getKey().name().toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining(" and "));
    }

    private static OptionalInt ropeSwitch(ModelConfig config) {
        return config.ropeScaling() instanceof RopeScaling.LongRope
                ? OptionalInt.of(config.originalMaxPositions())
                : OptionalInt.empty();
    }
}
