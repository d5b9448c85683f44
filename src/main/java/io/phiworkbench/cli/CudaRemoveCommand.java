package io.phiworkbench.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.phiworkbench.models.cuda.CudaSupport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Deletes PyTorch's library with CUDA. */
@Command(
        name = "remove",
        description = "Delete CUDA support and what came of an unfinished download. Models run on the processor then.")
final class CudaRemoveCommand implements Callable<Integer> {
    private final Services services;
    private final CudaPlace place;

    @Mixin
    private CommonOptions common;

    CudaRemoveCommand(Services services, CudaPlace place) {
        this.services = services;
        this.place = place;
    }

    @Override
    public Integer call() {
        CudaSupport support = place.required();
        long freed = support.remove();
        if (common.json) {
            services.console()
                    .out()
                    .println(JsonNodeFactory.instance
                            .objectNode()
                            .put("folder", support.folder().root().toString())
                            .put("freedBytes", freed));
        } else {
            services.console()
                    .out()
                    .println(freed == 0 ? "there was no CUDA support" : "freed " + Figures.bytes(freed));
        }
        return ExitCode.OK;
    }
}
