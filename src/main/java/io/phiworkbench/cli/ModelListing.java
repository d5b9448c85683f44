package io.phiworkbench.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.models.FitEstimate;
import io.phiworkbench.models.MachineMemory;
import io.phiworkbench.models.MemoryShape;
import io.phiworkbench.models.ModelEntry;
import io.phiworkbench.models.ModelLibrary;
import io.phiworkbench.models.catalogue.Catalogue;
import io.phiworkbench.models.catalogue.CatalogueModel;
import io.phiworkbench.models.hub.HubCache;
import io.phiworkbench.models.hub.Presence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A row of {@code phi models list}.
 *
 * @param published what the catalogue says; empty for other folders
 * @param state where it is
 * @param doneFraction of a partial download
 * @param folder empty unless it is here
 * @param bytes on the disk or to download
 * @param shape empty for a folder that cannot be used
 * @param estimate at the precision that it would be loaded in; empty for a folder that cannot be used
 * @param problem why it cannot be used
 */
record ModelListing(
        String name,
        Optional<CatalogueModel> published,
        State state,
        double doneFraction,
        Optional<Path> folder,
        long bytes,
        Optional<MemoryShape> shape,
        Optional<FitEstimate> estimate,
        Optional<String> problem) {

    enum State {
        HERE,
        PART,
        HUB,
        BROKEN
    }

    /** The catalogue, then other folders of this machine. */
    static List<ModelListing> all(ModelStore store) {
        MachineMemory memory = MachineMemory.now();
        List<ModelEntry> here;
        try (ModelLibrary library = new ModelLibrary(store.places().get())) {
            here = library.refresh().join();
        }
        Set<Path> listed = new HashSet<>();
        List<ModelListing> rows = new ArrayList<>();
        HubCache cache = store.cache();
        for (CatalogueModel model : Catalogue.read().models()) {
            ModelListing row = published(model, cache.presence(model.repo()), memory);
            row.folder().ifPresent(folder -> listed.add(folder.toAbsolutePath().normalize()));
            rows.add(row);
        }
        here.stream()
                .filter(entry -> !listed.contains(entry.folder()))
                .map(entry -> onDisk(entry, memory))
                .forEach(rows::add);
        return rows;
    }

    private static ModelListing published(CatalogueModel model, Presence presence, MachineMemory memory) {
        Optional<FitEstimate> estimate = Optional.of(model.estimate(LoadOptions.auto(), memory));
        State state = switch (presence) {
            case Presence.Complete _ -> State.HERE;
            case Presence.Partial _ -> State.PART;
            case Presence.Absent _ -> State.HUB;
        };
        return new ModelListing(
                model.id(),
                Optional.of(model),
                state,
                presence instanceof Presence.Partial(long done, long total) ? (double) done / total : 0,
                presence instanceof Presence.Complete(Path snapshot) ? Optional.of(snapshot) : Optional.empty(),
                model.downloadBytes(),
                Optional.of(model.shape()),
                estimate,
                Optional.empty());
    }

    private static ModelListing onDisk(ModelEntry entry, MachineMemory memory) {
        return switch (entry) {
            case ModelEntry.Usable usable -> {
                MemoryShape shape = MemoryShape.of(usable.checkpoint());
                yield new ModelListing(
                        usable.name(),
                        Optional.empty(),
                        State.HERE,
                        0,
                        Optional.of(usable.folder()),
                        usable.bytesOnDisk(),
                        Optional.of(shape),
                        Optional.of(FitEstimate.of(shape, LoadOptions.auto(), memory)),
                        Optional.empty());
            }
            case ModelEntry.Broken broken ->
                new ModelListing(
                        broken.name(),
                        Optional.empty(),
                        State.BROKEN,
                        0,
                        Optional.of(broken.folder()),
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(broken.reason().english()));
        };
    }

    long parameters() {
        return shape.map(MemoryShape::parameters).orElse(0L);
    }

    boolean readsImages() {
        return shape.flatMap(MemoryShape::vision).isPresent();
    }

    int contextLength() {
        return shape.map(MemoryShape::maxPositions).orElse(0);
    }

    String stateText() {
        return switch (state) {
            case HERE -> "here";
            case PART -> (int) (doneFraction * 100) + " %";
            case HUB -> "on hub";
            case BROKEN -> "broken";
        };
    }

    String verdictText() {
        return problem.orElseGet(() ->
                estimate.map(e -> word(e) + " (" + e.precision().label() + ")").orElse(""));
    }

    private static String word(FitEstimate estimate) {
        return switch (estimate.verdict()) {
            case FITS -> "fits";
            case SLOW -> "slow";
            case DOES_NOT_FIT -> "no";
        };
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", name);
        json.put("repository", published.map(m -> m.repo().toString()).orElse(null));
        json.put("state", state.name().toLowerCase(Locale.ROOT));
        json.put("folder", folder.map(Path::toString).orElse(null));
        json.put("bytes", bytes);
        json.put("doneFraction", state == State.PART ? Double.valueOf(doneFraction) : null);
        json.put("parameters", parameters());
        json.put("readsImages", readsImages());
        json.put("contextLength", contextLength());
        json.put(
                "verdict",
                estimate.map(e -> e.verdict().name().toLowerCase(Locale.ROOT)).orElse(null));
        json.put("precision", estimate.map(e -> e.precision().label()).orElse(null));
        json.put("problem", problem.orElse(null));
        memory(json);
        published.ifPresent(model -> {
            json.put("licence", model.licence());
            json.put("released", model.released());
            json.put("purpose", model.purpose(Locale.ENGLISH));
            model.languages().forEach(json.withArray("languages")::add);
        });
        return json;
    }

    /** Bytes in all, by precision, with 4,096 tokens of context. */
    private void memory(ObjectNode json) {
        shape.ifPresent(s -> {
            ObjectNode need = json.putObject("memoryBytes");
            for (Precision precision : List.of(Precision.FP32, Precision.BF16, Precision.FP16, Precision.INT8)) {
                LoadOptions options = LoadOptions.auto().withPrecision(precision);
                need.put(
                        precision.label(),
                        FitEstimate.of(s, options, MachineMemory.now()).total());
            }
        });
    }
}
