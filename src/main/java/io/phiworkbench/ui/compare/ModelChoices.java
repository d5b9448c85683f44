package io.phiworkbench.ui.compare;

import io.phiworkbench.compare.ComparedModel;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.inference.ModelLoadException;
import io.phiworkbench.inference.ModelLoader;
import io.phiworkbench.inference.remote.Endpoint;
import io.phiworkbench.inference.remote.RemoteException;
import io.phiworkbench.models.FitEstimate;
import io.phiworkbench.models.MachineMemory;
import io.phiworkbench.models.ModelEntry;
import io.phiworkbench.ui.models.ModelsViewModel;
import io.phiworkbench.ui.models.ReadyModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

/**
 * The models that can take part, on this machine and behind endpoints, and how a comparison opens them. One that is in
 * memory already with the precision that is wanted is used as it is, and stays.
 */
public final class ModelChoices {
    private final ModelsViewModel models;
    private final ObservableList<Endpoint> endpoints;
    private final Function<Endpoint, ChatModel> connect;
    private final ModelLoader loader;
    private final ObservableList<ModelChoice> all = FXCollections.observableArrayList();

    /**
     * @param connect opens a connection of its own; called in the background
     * @param loader loads what is not in memory
     */
    public ModelChoices(
            ModelsViewModel models,
            ObservableList<Endpoint> endpoints,
            Function<Endpoint, ChatModel> connect,
            ModelLoader loader) {
        this.models = models;
        this.endpoints = endpoints;
        this.connect = connect;
        this.loader = loader;
        models.onDisk().addListener((ListChangeListener<ModelEntry>) _ -> refresh());
        endpoints.addListener((ListChangeListener<Endpoint>) _ -> refresh());
        refresh();
    }

    /** Those on this machine first. */
    public ObservableList<ModelChoice> all() {
        return all;
    }

    /** The one of this key. */
    Optional<ModelChoice> find(String key) {
        return all.stream().filter(choice -> choice.key().equals(key)).findFirst();
    }

    /** What is in memory now. */
    ObservableList<ReadyModel> loaded() {
        return models.loaded();
    }

    private void refresh() {
        List<ModelChoice> found = new ArrayList<>();
        models.onDisk().stream()
                .filter(ModelEntry.Usable.class::isInstance)
                .map(ModelEntry.Usable.class::cast)
                .forEach(entry -> found.add(new ModelChoice.Local(entry)));
        endpoints.forEach(endpoint -> found.add(new ModelChoice.Remote(endpoint)));
        all.setAll(found);
    }

    /**
     * A model as a comparison needs it; to be called on the FX thread.
     *
     * @param stopped asked while it loads
     */
    ComparedModel compared(Contestant contestant, String label, MachineMemory memory, BooleanSupplier stopped) {
        return switch (contestant.choice()) {
            case ModelChoice.Remote(Endpoint endpoint) ->
                new ComparedModel(label, OptionalLong.of(0), contestant.options(), () -> connected(endpoint));
            case ModelChoice.Local(ModelEntry.Usable entry) -> {
                LoadOptions load = LoadOptions.auto().withPrecision(contestant.precision());
                yield inMemory(entry, contestant.precision())
                        .map(ready -> new ComparedModel(
                                label,
                                OptionalLong.of(0),
                                contestant.options(),
                                () -> new BorrowedModel(ready.model())))
                        .orElseGet(() -> new ComparedModel(
                                label,
                                OptionalLong.of(FitEstimate.of(entry.checkpoint(), load, memory)
                                        .total()),
                                contestant.options(),
                                () -> loaded(entry, load, stopped)));
            }
        };
    }

    /** What a model is called in results: its name with the precision that it will have. */
    String label(Contestant contestant, MachineMemory memory) {
        return switch (contestant.choice()) {
            case ModelChoice.Remote remote -> remote.name();
            case ModelChoice.Local(ModelEntry.Usable entry) ->
                entry.name() + "@"
                        + inMemory(entry, contestant.precision())
                                .map(ready -> ready.description().precision())
                                .orElseGet(() -> FitEstimate.of(
                                                entry.checkpoint(),
                                                LoadOptions.auto().withPrecision(contestant.precision()),
                                                memory)
                                        .precision()
                                        .label());
        };
    }

    /** Whether it needs no loading. */
    boolean isInMemory(Contestant contestant) {
        return contestant.choice() instanceof ModelChoice.Local(ModelEntry.Usable entry)
                && inMemory(entry, contestant.precision()).isPresent();
    }

    private Optional<ReadyModel> inMemory(ModelEntry.Usable entry, Precision precision) {
        return models.find(entry.folder())
                .filter(ready -> precision == Precision.AUTO
                        || ready.description().precision().equals(precision.label()));
    }

    private ChatModel connected(Endpoint endpoint) {
        try {
            return connect.apply(endpoint);
        } catch (RemoteException e) {
            throw new ModelLoadException(e);
        }
    }

    private ChatModel loaded(ModelEntry.Usable entry, LoadOptions load, BooleanSupplier stopped) {
        try {
            return loader.load(entry.folder(), load, _ -> {}, stopped);
        } catch (ModelLoadException e) {
            if (stopped.getAsBoolean()) {
                throw cancelled(e);
            }
            throw e;
        }
    }

    private static CancellationException cancelled(ModelLoadException e) {
        var cancelled = new CancellationException("the comparison was stopped");
        cancelled.initCause(e);
        return cancelled;
    }
}
