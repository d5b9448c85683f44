package io.phiworkbench.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.phiworkbench.checkpoint.CheckpointException;
import io.phiworkbench.checkpoint.DType;
import io.phiworkbench.checkpoint.SafetensorsWriter;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.local.LocalChatModel;
import io.phiworkbench.inference.local.PromptLogits;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the logits of every position of a prompt, for checking the engine against a reference. */
@Command(name = "logits", description = "Write the logits of every token of a prompt as safetensors, for checks.")
final class LogitsCommand implements Callable<Integer> {
    private final Services services;

    @Mixin
    private CommonOptions common;

    @Mixin
    private LoadArguments load;

    @Option(
            names = "--token-ids",
            required = true,
            paramLabel = "IDS",
            converter = TokenIdList.Converter.class,
            description = "The prompt as ids, such as 1,5,9, with -1, -2 ... for the pictures.")
    private TokenIdList tokenIds;

    @Mixin
    private MediaArguments media;

    @Mixin
    private CropArguments crops;

    @Option(names = "--long-factors", description = "Use LongRoPE's long factors from the first token.")
    private boolean longFactors;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "Gets one float32 tensor, logits [tokens, vocabulary].")
    private Path out;

    LogitsCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        OutputFile.requireWritable(out);
        GenerationOptions options =
                GenerationOptions.greedy().withNumCrops(crops.most()).withLongFactors(longFactors);
        List<MediaItem> items = media.items();
        try (ChatModel model = ModelSession.open(services, load.folder(), load.options(), common.quiet)) {
            if (!(model instanceof LocalChatModel local)) {
                throw new BadInputException(model.description().name() + " gives no logits; only local models do");
            }
            List<ImageInput> images = new Attachments(model.description(), options.numCrops()).read(items);
            PromptLogits logits = local.logits(new Prompt.TokenIds(tokenIds.ids(), images), options);
            write(logits);
            report(logits);
            return ExitCode.OK;
        }
    }

    private void write(PromptLogits logits) {
        try {
            new SafetensorsWriter()
                    .floats("logits", DType.F32, new long[] {logits.tokens(), logits.vocab()}, logits.values())
                    .write(out);
        } catch (CheckpointException e) {
            throw new BadInputException(e.getMessage(), e);
        }
    }

    private void report(PromptLogits logits) {
        if (common.json) {
            services.console()
                    .out()
                    .println(JsonNodeFactory.instance
                            .objectNode()
                            .put("file", out.toString())
                            .put("tokens", logits.tokens())
                            .put("vocabulary", logits.vocab()));
        } else if (!common.quiet) {
            services.console().err().println(out + ": logits [" + logits.tokens() + ", " + logits.vocab() + "]");
        }
    }
}
