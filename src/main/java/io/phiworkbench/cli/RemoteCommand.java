package io.phiworkbench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.phiworkbench.inference.remote.Endpoint;
import io.phiworkbench.inference.remote.OfferedModel;
import io.phiworkbench.inference.remote.Preset;
import io.phiworkbench.inference.remote.RemoteModels;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The user's remote models. */
@Command(
        name = "remote",
        synopsisSubcommandLabel = "COMMAND",
        description = "Set up models behind OpenAI-compatible endpoints; 'phi chat remote:NAME' asks one.")
final class RemoteCommand implements Runnable {
    @Spec
    private CommandSpec command;

    @Mixin
    private CommonOptions common;

    static CommandLine commandLine(Services services) {
        return new CommandLine(new RemoteCommand())
                .addSubcommand(new Add(services))
                .addSubcommand(new Show(services))
                .addSubcommand(new Offered(services))
                .addSubcommand(new Remove(services));
    }

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "add, list, models or rm is needed");
    }

    private static Endpoint required(RemoteModels models, String name) {
        return models.find(name)
                .orElseThrow(() ->
                        new BadInputException("there is no remote model '" + name + "'; 'phi remote list' shows them"));
    }

    private static String presets() {
        return Arrays.stream(Preset.values()).map(Preset::id).collect(Collectors.joining(", "));
    }

    /** Adds or changes one. */
    @Command(name = "add", description = "Add a remote model, or change the one of this name.")
    static final class Add implements Callable<Integer> {
        private static final int NAMED = 20;

        private final Services services;

        @Spec
        private CommandSpec command;

        @Mixin
        private CommonOptions common;

        @Parameters(paramLabel = "NAME", description = "What you call it.")
        private String name;

        @Option(
                names = "--preset",
                paramLabel = "P",
                description = "github-models, azure, nvidia-nim, ollama, vllm or other (default).")
        private String preset = "other";

        @Option(names = "--url", paramLabel = "URL", description = "Base URL (default: the preset's).")
        private String url;

        @Option(
                names = "--model",
                paramLabel = "M",
                description = "The model's name there; left out if it has one only.")
        private String model;

        @Option(names = "--context", paramLabel = "N", description = "Most tokens of prompt and answer together.")
        private Integer context;

        @Option(names = "--text-only", description = "It reads no pictures.")
        private boolean textOnly;

        @Option(
                names = "--key",
                description = "Store an API key: asked for at a terminal, else read from standard input. Without it the"
                        + " preset's environment variable is used, such as OPENAI_API_KEY.")
        private boolean key;

        Add(Services services) {
            this.services = services;
        }

        @Override
        public Integer call() {
            Preset chosen = Preset.of(preset)
                    .orElseThrow(() -> new ParameterException(
                            command.commandLine(), "'" + preset + "' is no preset; these are: " + presets()));
            String address = url == null ? chosen.baseUrl() : url;
            if (address.isEmpty()) {
                throw new ParameterException(command.commandLine(), "--url is needed with this preset");
            }
            Optional<String> given = key ? Optional.of(readKey()) : Optional.empty();
            RemoteModels models = services.remote().get();
            Optional<OfferedModel> found =
                    model == null ? Optional.of(only(models.offered(name, chosen, address, given))) : Optional.empty();
            OptionalInt length = context != null
                    ? OptionalInt.of(context)
                    : found.map(OfferedModel::contextLength).orElse(OptionalInt.empty());
            boolean sees = !textOnly && found.flatMap(OfferedModel::readsImages).orElse(true);
            Endpoint endpoint = new Endpoint(
                    name, chosen, address, found.map(OfferedModel::id).orElse(model), length, sees);
            tell(endpoint, models.put(endpoint, given), models.hasKey(endpoint));
            return ExitCode.OK;
        }

        private void tell(Endpoint endpoint, Optional<String> place, boolean hasKey) {
            services.console().out().println("remote:" + name + "  " + endpoint.model() + " at " + endpoint.baseUrl());
            place.ifPresent(p -> services.console().err().println("the key is in " + p));
            if (endpoint.preset().needsKey() && !hasKey) {
                services.console()
                        .err()
                        .println("warning: " + endpoint.preset().label() + " asks for a key: add --key, or set "
                                + endpoint.preset().keyVariable());
            }
            if (hasKey && endpoint.isUnencrypted()) {
                services.console()
                        .err()
                        .println("warning: " + endpoint.host() + " is asked without encryption; others on the way can"
                                + " read the key");
            }
        }

        private OfferedModel only(List<OfferedModel> offered) {
            if (offered.size() == 1) {
                return offered.getFirst();
            }
            String names = offered.stream().limit(NAMED).map(OfferedModel::id).collect(Collectors.joining(", "));
            throw new BadInputException(
                    offered.isEmpty()
                            ? "it lists no model; name one with --model"
                            : "it has several models, choose one with --model: " + names
                                    + (offered.size() > NAMED ? " …" : ""));
        }

        private String readKey() {
            String read;
            if (services.console().inIsTerminal() && System.console() != null) {
                char[] typed = System.console().readPassword("API key (not shown): ");
                read = typed == null ? "" : new String(typed);
            } else {
                read = services.console().readAll();
            }
            if (read.isBlank()) {
                throw new BadInputException("no key was given");
            }
            return read.strip();
        }
    }

    /** Lists them. */
    @Command(name = "list", description = "List the remote models.")
    static final class Show implements Callable<Integer> {
        private final Services services;

        @Mixin
        private CommonOptions common;

        Show(Services services) {
            this.services = services;
        }

        @Override
        public Integer call() {
            RemoteModels models = services.remote().get();
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            for (Endpoint endpoint : models.endpoints()) {
                boolean hasKey = models.hasKey(endpoint);
                if (common.json) {
                    list.addObject()
                            .put("name", endpoint.name())
                            .put("preset", endpoint.preset().id())
                            .put("baseUrl", endpoint.baseUrl())
                            .put("model", endpoint.model())
                            .put("readsImages", endpoint.readsImages())
                            .put("leavesMachine", endpoint.leavesMachine())
                            .put("hasKey", hasKey);
                } else {
                    services.console()
                            .out()
                            .println("remote:" + endpoint.name() + "  " + endpoint.model() + " at " + endpoint.baseUrl()
                                    + (hasKey ? "  (with key)" : ""));
                }
            }
            if (common.json) {
                services.console().out().println(list);
            } else if (models.endpoints().isEmpty() && !common.quiet) {
                services.console().err().println("no remote model is set up; phi remote add adds one");
            }
            return ExitCode.OK;
        }
    }

    /** Asks one what it has, which also tells whether address and key are right. */
    @Command(name = "models", description = "List what an endpoint offers; tells whether address and key are right.")
    static final class Offered implements Callable<Integer> {
        private final Services services;

        @Mixin
        private CommonOptions common;

        @Parameters(paramLabel = "NAME", description = "The remote model whose endpoint to ask.")
        private String name;

        Offered(Services services) {
            this.services = services;
        }

        @Override
        public Integer call() {
            RemoteModels models = services.remote().get();
            Endpoint endpoint = required(models, name);
            List<OfferedModel> offered = models.offered(name, endpoint.preset(), endpoint.baseUrl(), Optional.empty());
            if (common.json) {
                ArrayNode list = JsonNodeFactory.instance.arrayNode();
                offered.forEach(model -> list.add(model.id()));
                services.console().out().println(list);
            } else {
                offered.forEach(model -> services.console().out().println(model.id()));
            }
            return ExitCode.OK;
        }
    }

    /** Forgets one. */
    @Command(name = "rm", description = "Forget a remote model and its key.")
    static final class Remove implements Callable<Integer> {
        private final Services services;

        @Mixin
        private CommonOptions common;

        @Parameters(paramLabel = "NAME", description = "The remote model.")
        private String name;

        Remove(Services services) {
            this.services = services;
        }

        @Override
        public Integer call() {
            RemoteModels models = services.remote().get();
            required(models, name);
            models.remove(name);
            return ExitCode.OK;
        }
    }
}
