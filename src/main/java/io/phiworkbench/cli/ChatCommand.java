package io.phiworkbench.cli;

import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.GenerationOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Answers a question, or talks with the user. */
@Command(
        name = "chat",
        description = "Ask a model. Without TEXT at a terminal: a conversation, /help lists what it can do.")
final class ChatCommand implements Callable<Integer> {
    private final Services services;
    private final Supplier<LineSource> lines;

    @Mixin
    private CommonOptions common;

    @Mixin
    private LoadArguments load;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "TEXT", description = PromptText.HELP)
    private List<String> words = new ArrayList<>();

    @Option(names = "--system", paramLabel = "TEXT", description = "System prompt.")
    private String system = "";

    @Mixin
    private MediaArguments media;

    @Mixin
    private GenerationArguments generation;

    /** @param lines opens the source of the conversation's lines */
    ChatCommand(Services services, Supplier<LineSource> lines) {
        this.services = services;
        this.lines = lines;
    }

    @Override
    public Integer call() {
        GenerationOptions options = generation.options(common.json);
        Conversation conversation = new Conversation();
        conversation.system(system);
        List<MediaItem> items = media.items();
        Optional<String> question = new PromptText(words).question(services.console(), !items.isEmpty());
        try (ChatModel model = ModelSession.open(services, load.model(), load.options(), common.quiet)) {
            AnswerRun run = new AnswerRun(model, services, common.quiet);
            AnswerPrinter printer = new AnswerPrinter(services.console(), common);
            Attachments attachments = new Attachments(model.description(), options.numCrops());
            conversation.attach(attachments.read(items));
            if (question.isPresent()) {
                return printer.print(run, conversation.prompt(question.get()), options);
            }
            try (LineSource source = lines.get()) {
                new Repl(source, services.console(), run, printer, conversation, model.description(), options).talk();
            }
            return ExitCode.OK;
        }
    }
}
