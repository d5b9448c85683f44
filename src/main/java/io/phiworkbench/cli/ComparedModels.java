package io.phiworkbench.cli;

import io.phiworkbench.checkpoint.Checkpoint;
import io.phiworkbench.checkpoint.CheckpointException;
import io.phiworkbench.compare.ComparedModel;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.ModelLoadException;
import io.phiworkbench.models.FitEstimate;
import io.phiworkbench.models.MachineMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Models as the user names them for a comparison: {@code MODEL[@precision]}. */
final class ComparedModels {
    private final Services services;
    private final LoadOptions usual;
    private final GenerationOptions options;
    private final MachineMemory memory;
    private final boolean quiet;
    private final Set<String> labels = new HashSet<>();

    /** @param usual how to load models that are named without precision */
    ComparedModels(
            Services services, LoadOptions usual, GenerationOptions options, MachineMemory memory, boolean quiet) {
        this.services = services;
        this.usual = usual;
        this.options = options;
        this.memory = memory;
        this.quiet = quiet;
    }

    /** @throws IllegalArgumentException for a precision that is none, or a precision of a remote model */
    List<ComparedModel> of(List<String> names) {
        List<ComparedModel> models = new ArrayList<>();
        names.forEach(name -> models.add(of(name)));
        return models;
    }

    private ComparedModel of(String text) {
        int at = text.lastIndexOf('@');
        Optional<LoadOptions.Precision> precision = at > 0 ? precision(text.substring(at + 1)) : Optional.empty();
        String name = precision.isPresent() ? text.substring(0, at) : text;
        if (ModelSession.isRemote(text)) {
            if (precision.isPresent()) {
                throw new IllegalArgumentException(
                        text + ": a remote model has the precision that its server gave it; leave @ out");
            }
            return model(name, OptionalLong.of(0), name, usual);
        }
        if (at > 0 && precision.isEmpty() && !Files.exists(LoadArguments.folder(text))) {
            throw new IllegalArgumentException(text
                    + ": behind @ goes a precision: auto, fp32, bf16, fp16 or int8; there is no such folder either");
        }
        LoadOptions load = precision.map(usual::withPrecision).orElse(usual);
        return local(name, load);
    }

    private ComparedModel local(String name, LoadOptions load) {
        Path folder;
        try {
            folder = LoadArguments.folder(name);
        } catch (ModelLoadException e) {
            // Said when it is this model's turn, as of any other that cannot be loaded.
            return model(name + "@" + load.precision().label(), OptionalLong.empty(), name, load);
        }
        String called = folder.toAbsolutePath().normalize().getFileName() == null
                ? name
                : folder.toAbsolutePath().normalize().getFileName().toString();
        try {
            FitEstimate need = FitEstimate.of(Checkpoint.open(folder), load, memory);
            String label = called + "@" + need.precision().label();
            return model(label, OptionalLong.of(need.total()), name, load);
        } catch (CheckpointException e) {
            // The loader says why, when it is this model's turn.
            return model(called + "@" + load.precision().label(), OptionalLong.empty(), name, load);
        }
    }

    private ComparedModel model(String wanted, OptionalLong bytes, String name, LoadOptions load) {
        String label = wanted;
        for (int n = 2; !labels.add(label); n++) {
            label = wanted + " (" + n + ")";
        }
        return new ComparedModel(label, bytes, options, () -> ModelSession.open(services, name, load, quiet));
    }

    private static Optional<LoadOptions.Precision> precision(String text) {
        return Stream.of(LoadOptions.Precision.values())
                .filter(p -> p.label().equals(text.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
