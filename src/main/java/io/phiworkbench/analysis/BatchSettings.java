package io.phiworkbench.analysis;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.SequencedSet;

/**
 * What a batch does.
 *
 * @param inputs files to read, in order
 * @param preset what their text is wanted as
 * @param exports the files written for each, at least one
 * @param crops most crops a picture is cut into; empty for the model's default
 */
public record BatchSettings(List<Path> inputs, OcrPreset preset, SequencedSet<OcrExport> exports, OptionalInt crops) {
    public BatchSettings {
        inputs = inputs.stream()
                .map(file -> file.toAbsolutePath().normalize())
                .distinct()
                .toList();
        exports = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(exports));
        if (exports.isEmpty()) {
            throw new IllegalArgumentException("a batch needs at least one kind of file to write");
        }
    }
}
