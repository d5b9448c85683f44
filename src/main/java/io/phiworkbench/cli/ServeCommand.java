package io.phiworkbench.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.server.ApiServer;
import io.phiworkbench.server.ServedModels.Served;
import io.phiworkbench.server.ServerFigures;
import io.phiworkbench.server.ServerOptions;
import java.io.File;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Serves models to OpenAI's clients until Ctrl-C. */
@Command(
        name = "serve",
        description = "Serve models to programs that speak OpenAI's interface, until Ctrl-C; see docs/server.md.")
final class ServeCommand implements Callable<Integer> {
    private static final String KEY_VARIABLE = "PHI_API_KEY";

    private final Services services;
    private final Map<String, String> environment;

    @Spec
    private CommandSpec command;

    @Mixin
    private CommonOptions common;

    @Parameters(
            arity = "1..*",
            paramLabel = "MODEL",
            description = "Checkpoint folders or names of models that came with the program; NAME=FOLDER serves one"
                    + " under another name.")
    private List<String> models = new ArrayList<>();

    @Mixin
    private LoadSettings load;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port to listen on, 0 for any that is free (default " + ServerOptions.DEFAULT_PORT + ").")
    private int port = ServerOptions.DEFAULT_PORT;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "Address to listen on (default 127.0.0.1, this machine alone; 0.0.0.0 for the network).")
    private String host = "127.0.0.1";

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            description = "What clients must send as their API key; better in the variable " + KEY_VARIABLE
                    + ", where other users of the machine do not see it.")
    private String apiKey;

    ServeCommand(Services services) {
        this(services, System.getenv());
    }

    ServeCommand(Services services, Map<String, String> environment) {
        this.services = services;
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        ServerOptions options = options();
        ApiServer.requireFree(options);
        List<Served> served = new ArrayList<>();
        try {
            models.forEach(model -> open(model, served));
            serve(options, served);
            return ExitCode.OK;
        } finally {
            served.forEach(model -> model.model().close());
        }
    }

    private ServerOptions options() {
        try {
            return ServerOptions.loopback(port)
                    .withHost(host)
                    .withApiKey(
                            Optional.ofNullable(apiKey).or(() -> Optional.ofNullable(environment.get(KEY_VARIABLE))));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private void open(String argument, List<Served> served) {
        int sign = argument.indexOf('=');
        boolean named = sign > 0 && !new File(argument).exists();
        ChatModel model = ModelSession.open(
                services, named ? argument.substring(sign + 1) : argument, load.options(), common.quiet);
        String name = named ? argument.substring(0, sign) : model.description().name();
        boolean taken = served.stream().anyMatch(other -> other.name().equals(name));
        served.add(new Served(name, model));
        if (taken) {
            throw new BadInputException("two models are called " + name + "; give one another name: NAME=" + argument);
        }
    }

    private void serve(ServerOptions options, List<Served> served) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        try (Interrupts.Scope _ = services.interrupts().during(ended::countDown);
                ApiServer server = ApiServer.start(options, () -> served);
                ProgressLine progress = ProgressLine.on(services.console(), common.quiet)) {
            announce(server, options, served);
            server.listen(figures -> progress.show(line(figures)));
            ended.await();
        }
    }

    private void announce(ApiServer server, ServerOptions options, List<Served> served) {
        if (common.json) {
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("baseUrl", server.baseUrl());
            served.forEach(model -> json.withArray("models").add(model.name()));
            services.console().out().println(json);
        } else {
            services.console().out().println(server.baseUrl());
        }
        services.console().out().flush();
        if (options.apiKey().isEmpty() && !isLoopback(options.host())) {
            services.console()
                    .err()
                    .println("warning: whoever reaches " + options.host() + " can use the models; set " + KEY_VARIABLE
                            + " to ask for a key");
        }
        if (!common.quiet) {
            services.console()
                    .err()
                    .println("serving "
                            + String.join(
                                    ", ", served.stream().map(Served::name).toList()) + "; Ctrl-C ends");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            // It was listened on a moment ago; where it leads is not known any more.
            return false;
        }
    }

    private static String line(ServerFigures figures) {
        return figures.open() + " open, " + Figures.count(figures.answered()) + " answered, "
                + Figures.count(figures.refused()) + " refused, " + Figures.count(figures.tokens()) + " tokens";
    }
}
