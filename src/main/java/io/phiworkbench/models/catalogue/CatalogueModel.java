package io.phiworkbench.models.catalogue;

import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.models.FitEstimate;
import io.phiworkbench.models.MachineMemory;
import io.phiworkbench.models.MemoryShape;
import io.phiworkbench.models.hub.RepoId;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.ResourceBundle;

/**
 * A published model.
 *
 * @param id short name for the command line, such as {@code phi-3.5-mini}
 * @param title what views call it
 * @param licence its name, such as MIT
 * @param released year and month
 * @param shape of its weights, for the memory it needs
 * @param activeParameters those that take part in each token, where that is not all of them
 * @param languages ISO 639 codes of the languages its publisher intends it for
 * @param purposeKey of the sentence that says what it is good for
 */
public record CatalogueModel(
        String id,
        String title,
        RepoId repo,
        String licence,
        String released,
        MemoryShape shape,
        OptionalLong activeParameters,
        List<String> languages,
        String purposeKey) {
    private static final String BUNDLE = "io.phiworkbench.models.catalogue.catalogue";
    private static final int STORED_BYTES = 2;

    public CatalogueModel {
        languages = List.copyOf(languages);
    }

    public long parameters() {
        return shape.parameters();
    }

    /** What its weights take on the disk, which is all but a few megabytes: they are published in bf16. */
    public long downloadBytes() {
        return parameters() * STORED_BYTES;
    }

    public int contextLength() {
        return shape.maxPositions();
    }

    public boolean readsImages() {
        return shape.vision().isPresent();
    }

    /** What it would take on a machine with this memory; the same reckoning as for a model on the disk. */
    public FitEstimate estimate(LoadOptions options, MachineMemory memory) {
        return FitEstimate.of(shape, options, memory);
    }

    /** What it is good for, in a sentence or two; in English where there is no translation. */
    public String purpose(Locale locale) {
        return ResourceBundle.getBundle(
                        BUNDLE,
                        locale,
                        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
                .getString(purposeKey);
    }

    /** Names of its languages, sorted in the language they are in. */
    public List<String> languageNames(Locale locale) {
        return languages.stream()
                .map(code -> Locale.of(code).getDisplayLanguage(locale))
                .sorted(java.text.Collator.getInstance(locale))
                .toList();
    }
}
