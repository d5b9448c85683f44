package io.phiworkbench.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.phiworkbench.failure.FileFault;
import io.phiworkbench.inference.local.LocalModelLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a model's TorchScript archive. */
@Command(name = "graph", description = "Write the model's TorchScript archive; torch.jit.load opens it too.")
final class GraphCommand implements Callable<Integer> {
    private final Services services;

    @Mixin
    private CommonOptions common;

    @Mixin
    private LoadArguments load;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "The archive, without weights.")
    private Path out;

    GraphCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        OutputFile.requireWritable(out);
        byte[] archive = LocalModelLoader.graph(UnknownModel.require(load.folder()), load.options());
        try {
            Files.write(out, archive);
        } catch (IOException e) {
            throw new BadInputException(
                    out + ": cannot be written (" + FileFault.cause(e) + "); choose another place", e);
        }
        if (common.json) {
            services.console()
                    .out()
                    .println(JsonNodeFactory.instance
                            .objectNode()
                            .put("file", out.toString())
                            .put("bytes", archive.length));
        } else if (!common.quiet) {
            services.console().err().println(out + ": " + Figures.bytes(archive.length));
        }
        return ExitCode.OK;
    }
}
