package io.phiworkbench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.cuda.CudaBuild;
import io.phiworkbench.cuda.CudaTrial;
import io.phiworkbench.cuda.Graphics;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.models.cuda.CudaSupport;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What there is of cards and of the library for them. */
@Command(name = "status", description = "Show the graphics cards and whether CUDA support is here. Asks no network.")
final class CudaStatusCommand implements Callable<Integer> {
    private final Services services;
    private final CudaPlace place;

    @Mixin
    private CommonOptions common;

    CudaStatusCommand(Services services, CudaPlace place) {
        this.services = services;
        this.place = place;
    }

    @Override
    public Integer call() {
        Graphics graphics = place.machine().graphics().get();
        Optional<CudaSupport> support = place.machine().support().get();
        PrintStream out = services.console().out();
        if (common.json) {
            out.println(json(graphics, support));
        } else {
            out.println("graphics card  " + words(graphics));
            out.println("CUDA support   " + support.map(s -> words(s, graphics)).orElse(CudaPlace.NO_LIBRARY));
        }
        return ExitCode.OK;
    }

    private static String words(Graphics graphics) {
        return switch (graphics) {
            case Graphics.None _ -> "no NVIDIA card found: models run on the processor";
            case Graphics.Unusable(Failure reason) -> reason.english();
            case Graphics.Usable(int cuda, var cards) ->
                String.join(
                                "; ",
                                cards.stream()
                                        .map(c -> c.name() + ", " + Figures.bytes(c.memoryBytes()))
                                        .toList())
                        + "; driver for CUDA " + cuda / 1000 + "." + cuda % 1000 / 10;
        };
    }

    private static String words(CudaSupport support, Graphics graphics) {
        if (support.folder().isInstalled()) {
            return "installed in " + support.folder().library() + ", "
                    + Figures.bytes(support.folder().bytes())
                    + "; "
                    + CudaTrial.read(support.folder())
                            .map(t -> t.works() ? "it works" : "it does not work: " + t.reason())
                            .orElse(
                                    graphics instanceof Graphics.Usable
                                            ? "it is tried when a model is loaded"
                                            : "without a card it is not used");
        }
        String way = graphics instanceof Graphics.Usable ? "; phi cuda install fetches it" : "";
        return support.isPartlyHere() ? "partly fetched" + way : "not installed" + way;
    }

    private static ObjectNode json(Graphics graphics, Optional<CudaSupport> support) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put(
                "card",
                switch (graphics) {
                    case Graphics.None _ -> "none";
                    case Graphics.Unusable _ -> "unusable";
                    case Graphics.Usable _ -> "usable";
                });
        json.put("problem", graphics instanceof Graphics.Unusable(Failure reason) ? reason.english() : null);
        ArrayNode cards = json.putArray("cards");
        if (graphics instanceof Graphics.Usable(int cuda, var found)) {
            json.put("driverCuda", cuda);
            found.forEach(c -> cards.addObject()
                    .put("name", c.name())
                    .put("memoryBytes", c.memoryBytes())
                    .put("computeCapability", c.capability()));
        } else {
            json.putNull("driverCuda");
        }
        support.ifPresentOrElse(s -> describe(json, s), () -> json.putNull("installed"));
        return json;
    }

    private static void describe(ObjectNode json, CudaSupport support) {
        json.put("installed", support.folder().isInstalled())
                .put("partlyFetched", support.isPartlyHere())
                .put("folder", support.folder().library().toString())
                .put("bytes", support.folder().bytes())
                .put("address", support.build().address().toString())
                .put("sha256", support.build().sha256())
                .put("publisher", CudaBuild.PUBLISHER)
                .put("licence", CudaBuild.LICENCE);
        CudaTrial.read(support.folder())
                .ifPresentOrElse(
                        t -> json.put("works", t.works()).put("reason", t.works() ? null : t.reason()),
                        () -> json.putNull("works").putNull("reason"));
    }
}
