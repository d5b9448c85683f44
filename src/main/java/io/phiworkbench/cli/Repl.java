package io.phiworkbench.cli;

import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.GenerationResult;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.ModelDescription;
import io.phiworkbench.inference.PromptEstimate;
import io.phiworkbench.vision.FrameChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/**
 * A conversation at the terminal. Lines that begin with a slash are commands; errors are said and the conversation goes
 * on.
 */
final class Repl {
    static final List<String> COMMANDS = List.of(
            "/image", "/pdf", "/video", "/images", "/drop", "/system", "/set", "/retry", "/undo", "/reset", "/help",
            "/exit");

    private static final String HELP = """
            /image FILE …          attach pictures to the next question
            /pdf FILE[PAGES]       attach pages, such as report.pdf[1-3,7]
            /video FILE [N | Ts]   attach N frames (8), or one every T seconds
            /images                what is attached and what it costs
            /drop                  detach everything that waits
            /system [TEXT]         set or clear the system prompt
            /set OPTION VALUE …    such as /set temperature 0.7 max-tokens 200
            /retry                 ask the last question again
            /undo                  take the last question back
            /reset                 start over
            /exit                  leave (also Ctrl-D)
            Three double quotes begin and end a text of several lines. Ctrl-C stops an answer.""";

    private static final String QUOTES = "\"\"\"";
    private static final Pattern QUOTED_OR_WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    private static final Pattern VIDEO =
            Pattern.compile("(?<file>.+?)\\s+(?:(?<count>\\d{1,9})|(?<seconds>\\d+(?:\\.\\d+)?)s)");

    private final LineSource lines;
    private final Console console;
    private final AnswerRun run;
    private final AnswerPrinter printer;
    private final Conversation conversation;
    private final ModelDescription model;
    private GenerationOptions settings;

    Repl(
            LineSource lines,
            Console console,
            AnswerRun run,
            AnswerPrinter printer,
            Conversation conversation,
            ModelDescription model,
            GenerationOptions settings) {
        this.lines = lines;
        this.console = console;
        this.run = run;
        this.printer = printer;
        this.conversation = conversation;
        this.model = model;
        this.settings = settings;
    }

    /** Talks until the user leaves. */
    void talk() {
        say("/help lists the commands, /exit leaves.");
        Optional<String> line = message();
        while (line.isPresent() && !isExit(line.get())) {
            try {
                obey(line.get());
            } catch (BadInputException | GenerationException | ParameterException e) {
                say("error: " + e.getMessage());
            }
            line = message();
        }
    }

    /** A line, or the lines between two {@code """}. */
    private Optional<String> message() {
        Optional<String> first = lines.read(">>> ");
        if (first.isEmpty() || !first.get().startsWith(QUOTES)) {
            return first.map(String::strip);
        }
        StringBuilder text = new StringBuilder(first.get().substring(QUOTES.length()));
        while (text.indexOf(QUOTES) < 0) {
            Optional<String> next = lines.read("... ");
            if (next.isEmpty()) {
                return next;
            }
            text.append('\n').append(next.get());
        }
        return Optional.of(text.substring(0, text.indexOf(QUOTES)).strip());
    }

    private static boolean isExit(String line) {
        return List.of("/exit", "/quit", "/bye").contains(line);
    }

    private void obey(String line) {
        if (!line.startsWith("/")) {
            if (!line.isEmpty()) {
                ask(line);
            }
            return;
        }
        String[] parts = line.split("\\s+", 2);
        String argument = parts.length == 2 ? parts[1].strip() : "";
        switch (parts[0]) {
            case "/image" -> attach(paths(argument));
            case "/pdf" -> attach(List.of(MediaItem.Pdf.parse(required(argument, "/pdf needs a file"))));
            case "/video" -> attach(List.of(video(required(argument, "/video needs a file"))));
            case "/images" -> listWaiting();
            case "/drop" -> conversation.dropWaiting();
            case "/system" -> conversation.system(argument);
            case "/set" -> set(argument);
            case "/retry" -> ask(conversation.takeBack().orElseThrow(() -> new BadInputException("nothing asked yet")));
            case "/undo" ->
                conversation.takeBack().ifPresentOrElse(q -> say("taken back: " + q), () -> say("nothing asked yet"));
            case "/reset" -> conversation.reset();
            case "/help", "/?" -> say(HELP);
            default -> say("error: no command " + parts[0] + "; /help lists them");
        }
    }

    private void ask(String question) {
        GenerationResult result = printer.answer(run, conversation.prompt(question), settings);
        conversation.add(question, result.text());
    }

    /** Attaches what can be used and the model can take, says what that costs, and what is wrong with the rest. */
    private void attach(List<MediaItem> items) {
        for (MediaItem item : items) {
            try {
                Attachments.requireUsable(List.of(item));
                List<ImageInput> images = new Attachments(model, settings.numCrops()).read(List.of(item));
                run.estimate(conversation.promptWith(images), settings);
                conversation.attach(images);
            } catch (BadInputException e) {
                say("error: " + e.getMessage());
            }
        }
        listWaiting();
    }

    private void listWaiting() {
        List<ImageInput> images = conversation.waiting();
        if (images.isEmpty()) {
            say("no pictures wait for the next question");
            return;
        }
        PromptEstimate estimate = run.estimate(conversation.prompt(""), settings);
        int first = estimate.imageTokens().size() - images.size();
        for (int i = 0; i < images.size(); i++) {
            say("<|image_" + (first + i + 1) + "|> " + images.get(i).name() + ": "
                    + Figures.count(estimate.imageTokens().get(first + i)) + " tokens");
        }
        say("in all " + Figures.count(estimate.totalTokens()) + " of " + Figures.count(estimate.contextLength())
                + " tokens");
    }

    /** {@code clip.mp4}, {@code clip.mp4 12} or {@code clip.mp4 2.5s}. */
    private static MediaItem video(String argument) {
        Matcher parts = VIDEO.matcher(argument);
        if (!parts.matches()) {
            return new MediaItem.Video(Path.of(argument), new FrameChoice.Evenly(MediaArguments.USUAL_FRAMES));
        }
        try {
            return new MediaItem.Video(
                    Path.of(parts.group("file")),
                    parts.group("count") == null
                            ? new FrameChoice.Every(Double.parseDouble(parts.group("seconds")))
                            : new FrameChoice.Evenly(Integer.parseInt(parts.group("count"))));
        } catch (IllegalArgumentException e) {
            throw new BadInputException(e.getMessage(), e);
        }
    }

    private void set(String argument) {
        GenerationArguments given = new GenerationArguments();
        CommandLine parser = new CommandLine(new Settings(given));
        String[] words = required(argument, "/set needs an option, such as temperature 0.7")
                .split("\\s+");
        parser.parseArgs(Arrays.stream(words)
                .map(word -> parser.getCommandSpec().findOption("--" + word) == null ? word : "--" + word)
                .toArray(String[]::new));
        settings = given.over(settings);
    }

    /** Paths as typed, or in double quotes where they hold spaces; a line that is one existing path is that path. */
    private static List<MediaItem> paths(String argument) {
        required(argument, "/image needs a file");
        if (Files.exists(Path.of(argument))) {
            return List.of(new MediaItem.Image(Path.of(argument)));
        }
        return QUOTED_OR_WORD
                .matcher(argument)
                .results()
                .<MediaItem>map(m -> new MediaItem.Image(Path.of(m.group(1) == null ? m.group(2) : m.group(1))))
                .toList();
    }

    private static String required(String argument, String message) {
        if (argument.isEmpty()) {
            throw new BadInputException(message);
        }
        return argument;
    }

    private void say(String text) {
        console.err().println(text);
    }

    @Command
    private static final class Settings {
        @Mixin
        private final GenerationArguments generation;

        Settings(GenerationArguments generation) {
            this.generation = generation;
        }
    }
}
