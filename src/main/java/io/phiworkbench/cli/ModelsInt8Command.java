package io.phiworkbench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.inference.local.Int8Folder;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows and deletes the int8 weights that are kept between loads. */
@Command(
        name = "int8",
        description = "Show the int8 weights that are kept for the next load, or delete them: it makes them again.")
final class ModelsInt8Command implements Callable<Integer> {
    private final Services services;
    private final Supplier<Int8Folder> folder;

    @Mixin
    private CommonOptions common;

    @Option(names = "--delete", description = "Delete all of them.")
    private boolean delete;

    ModelsInt8Command(Services services, Supplier<Int8Folder> folder) {
        this.services = services;
        this.folder = folder;
    }

    @Override
    public Integer call() {
        Int8Folder kept = folder.get();
        PrintStream out = services.console().out();
        long bytes = kept.bytes();
        if (delete) {
            kept.clear();
            out.println(common.json ? freed(kept, bytes) : "deleted, " + Figures.bytes(bytes) + " freed");
        } else if (common.json) {
            out.println(listed(kept, bytes));
        } else {
            kept.kept().forEach(one -> out.println(one.model() + ": " + Figures.bytes(one.bytes())));
            out.println(bytes == 0 ? "nothing is kept in " + kept.path() : Figures.bytes(bytes) + " in " + kept.path());
        }
        return ExitCode.OK;
    }

    private static ObjectNode freed(Int8Folder kept, long bytes) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("folder", kept.path().toString())
                .put("freedBytes", bytes);
    }

    private static ObjectNode listed(Int8Folder kept, long bytes) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.put("folder", kept.path().toString()).put("bytes", bytes);
        ArrayNode models = all.putArray("models");
        for (Int8Folder.Kept one : kept.kept()) {
            models.addObject()
                    .put("name", one.model())
                    .put("folder", one.folder().toString())
                    .put("file", one.file().toString())
                    .put("bytes", one.bytes());
        }
        return all;
    }
}
