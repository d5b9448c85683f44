package io.phiworkbench.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.inference.remote.Endpoint;
import io.phiworkbench.inference.remote.RemoteException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says which models there are, here and on the Hub, and whether they fit. */
@Command(
        name = "list",
        description =
                "List the published models and those on this machine, with what they need. Nothing is asked of the"
                        + " network.")
final class ModelsListCommand implements Callable<Integer> {
    private static final String ROW = "%-24s %-9s %8s %8s  %-6s %9s %9s  %s";

    private final Services services;
    private final ModelStore store;

    @Mixin
    private CommonOptions common;

    ModelsListCommand(Services services, ModelStore store) {
        this.services = services;
        this.store = store;
    }

    @Override
    public Integer call() {
        List<ModelListing> models = ModelListing.all(store);
        if (common.json) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("cache", store.cache().root().toString());
            var list = json.putArray("models");
            models.forEach(model -> list.add(model.json()));
            var behind = json.putArray("remote");
            remote().forEach(endpoint -> behind.addObject()
                    .put("name", "remote:" + endpoint.name())
                    .put("model", endpoint.model())
                    .put("preset", endpoint.preset().id())
                    .put("baseUrl", endpoint.baseUrl())
                    .put("readsImages", endpoint.readsImages())
                    .put("leavesMachine", endpoint.leavesMachine()));
            services.console().out().println(json);
        } else {
            services.console().out().println(heading());
            models.forEach(model -> services.console().out().println(line(model)));
            remote().forEach(endpoint -> services.console().out().println(line(endpoint)));
        }
        return ExitCode.OK;
    }

    /** A damaged list of theirs does not hide the models of this machine. */
    private List<Endpoint> remote() {
        try {
            return services.remote().get().endpoints();
        } catch (RemoteException e) {
            services.console().err().println("phi: " + e.getMessage());
            return List.of();
        }
    }

    private static String line(Endpoint endpoint) {
        return String.format(
                Locale.ROOT,
                ROW,
                "remote:" + endpoint.name(),
                "remote",
                "",
                "",
                endpoint.readsImages() ? "yes" : "no",
                endpoint.contextLength().isPresent()
                        ? Figures.count(endpoint.contextLength().getAsInt())
                        : "",
                "",
                endpoint.model() + " at " + endpoint.host());
    }

    private static String heading() {
        return String.format(ROW, "NAME", "STATE", "SIZE", "PARAMS", "IMAGES", "CONTEXT", "MEMORY", "FITS");
    }

    private static String line(ModelListing model) {
        return String.format(
                        Locale.ROOT,
                        ROW,
                        model.name(),
                        model.stateText(),
                        Figures.bytes(model.bytes()),
                        model.parameters() == 0 ? "" : Figures.parameters(model.parameters()),
                        model.readsImages() ? "yes" : "no",
                        Figures.count(model.contextLength()),
                        model.estimate().map(e -> Figures.bytes(e.total())).orElse(""),
                        model.verdictText())
                .stripTrailing();
    }
}
