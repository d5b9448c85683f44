package io.phiworkbench.cli;

import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Goes on with a text or with token ids, without a chat template. */
@Command(name = "complete", description = "Go on with a text or with token ids, without a chat template.")
final class CompleteCommand implements Callable<Integer> {
    private final Services services;

    @Spec
    private CommandSpec command;

    @Mixin
    private CommonOptions common;

    @Mixin
    private LoadArguments load;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "TEXT", description = PromptText.HELP)
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--token-ids",
            paramLabel = "IDS",
            converter = TokenIdList.Converter.class,
            description = "The prompt as ids, such as 1,5,9, with -1, -2 ... for the pictures; needs no tokenizer.")
    private TokenIdList tokenIds;

    @Mixin
    private MediaArguments media;

    @Mixin
    private GenerationArguments generation;

    CompleteCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        GenerationOptions options = generation.options(common.json);
        if (tokenIds != null && !words.isEmpty()) {
            throw new ParameterException(command.commandLine(), "give either TEXT or --token-ids");
        }
        List<MediaItem> items = media.items();
        Optional<String> text = tokenIds == null ? Optional.of(text()) : Optional.empty();
        try (ChatModel model = ModelSession.open(services, load.model(), load.options(), common.quiet)) {
            List<ImageInput> images = new Attachments(model.description(), options.numCrops()).read(items);
            Prompt prompt = text.<Prompt>map(t -> new Prompt.Completion(t, images))
                    .orElseGet(() -> new Prompt.TokenIds(tokenIds.ids(), images));
            return new AnswerPrinter(services.console(), common)
                    .print(new AnswerRun(model, services, common.quiet), prompt, options);
        }
    }

    private String text() {
        return new PromptText(words)
                .read(services.console())
                .orElseThrow(() ->
                        new ParameterException(command.commandLine(), "nothing to complete: give TEXT or --token-ids"));
    }
}
