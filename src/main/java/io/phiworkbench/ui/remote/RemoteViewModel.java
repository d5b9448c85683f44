package io.phiworkbench.ui.remote;

import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.remote.Endpoint;
import io.phiworkbench.inference.remote.OfferedModel;
import io.phiworkbench.inference.remote.Preset;
import io.phiworkbench.inference.remote.RemoteException;
import io.phiworkbench.inference.remote.RemoteModels;
import io.phiworkbench.models.LoadedModel;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.models.ModelPicker;
import io.phiworkbench.ui.models.ModelsViewModel;
import io.phiworkbench.ui.models.ReadyModel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The user's remote models, and the form in which one is added or changed. On the FX thread; asks in the background. */
public final class RemoteViewModel implements AutoCloseable {
    private final Supplier<RemoteModels> opener;
    private RemoteModels opened;
    private final ModelsViewModel models;
    private final FxThread threads;
    private final Path place;
    private final ObservableList<Endpoint> endpoints = FXCollections.observableArrayList();
    private final Map<String, ReadyModel> connected = new HashMap<>();
    private final EndpointForm form = new EndpointForm();
    private final BooleanProperty editing = new SimpleBooleanProperty();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");

    /**
     * @param opener opens the user's remote models, in the background: the system's keychain may take its time
     * @param folder the user's data
     */
    public RemoteViewModel(Supplier<RemoteModels> opener, ModelsViewModel models, Path folder, FxThread threads) {
        this.opener = opener;
        this.models = models;
        this.threads = threads;
        // Remote models have no folder; this names them where others are named by theirs.
        this.place = folder.resolve("remote");
        refresh();
    }

    public ObservableList<Endpoint> endpoints() {
        return endpoints;
    }

    public EndpointForm form() {
        return form;
    }

    /** Whether the form is open. */
    public BooleanProperty editingProperty() {
        return editing;
    }

    /** Whether something is being asked. */
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /** What came of the last thing that was tried; empty if there is nothing to say. */
    public ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }

    public void add() {
        form.clear();
        message.set("");
        editing.set(true);
    }

    public void edit(Endpoint endpoint) {
        form.show(endpoint);
        message.set("");
        editing.set(true);
    }

    public void cancelEditing() {
        form.clear();
        message.set("");
        editing.set(false);
    }

    /** Asks the endpoint of the form which models it has; this tests address and key as well. */
    public void test() {
        String name = form.nameProperty().get().strip();
        Preset preset = form.presetProperty().get();
        String url = form.baseUrlProperty().get();
        Optional<String> key = form.key();
        begin();
        threads.call(() -> remote().offered(name, preset, url, key), this::tested, this::failed);
    }

    private void tested(List<OfferedModel> offered) {
        busy.set(false);
        form.offered().setAll(offered);
        message.set(Messages.text("remote.offers", offered.size()));
        if (form.modelProperty().get().isBlank() && !offered.isEmpty()) {
            form.modelProperty().set(offered.getFirst().id());
        }
    }

    /** Keeps what the form says. */
    public void save() {
        Endpoint endpoint;
        try {
            endpoint = form.endpoint();
        } catch (RemoteException e) {
            message.set(Failures.text(e));
            return;
        }
        Optional<String> key = form.key();
        begin();
        threads.call(
                () -> remote().put(endpoint, key),
                where -> {
                    busy.set(false);
                    form.clear();
                    editing.set(false);
                    message.set(where.map(w -> Messages.text("remote.keyIn", w)).orElse(""));
                    disconnect(endpoint.name());
                    refresh();
                },
                this::failed);
    }

    /** Forgets an endpoint and its key. */
    public void remove(Endpoint endpoint) {
        begin();
        threads.call(
                () -> remote().remove(endpoint.name()),
                _ -> {
                    busy.set(false);
                    disconnect(endpoint.name());
                    refresh();
                },
                this::failed);
    }

    /** Lets it answer. */
    public void use(Endpoint endpoint) {
        ReadyModel ready = connected.get(endpoint.name());
        if (ready != null) {
            models.select(ready);
            return;
        }
        begin();
        threads.call(() -> remote().connect(endpoint), model -> connected(endpoint, model), this::failed);
    }

    /**
     * Opens a connection of its own, which is the caller's to close. Blocks, so not for the FX thread.
     *
     * @throws RemoteException if it cannot be used as it is set up
     */
    public ChatModel connect(Endpoint endpoint) {
        return remote().connect(endpoint);
    }

    /** Whether a place that models are named by is one of remote models. */
    public boolean isRemote(Path model) {
        return model.startsWith(place) && !model.equals(place);
    }

    /**
     * Lets the remote model of an earlier start answer again, if it is still known and its key is at hand, and no other
     * was chosen meanwhile. Nothing is asked of it.
     *
     * @param last by which {@link ReadyModel#folder} named it
     * @return completes on the FX thread: whether a model answers now
     */
    public CompletableFuture<Boolean> reconnect(Path last) {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        threads.call(
                () -> remote().find(place.relativize(last).toString()).filter(this::hasItsKey),
                endpoint -> {
                    endpoint.filter(_ -> models.current().isEmpty()
                                    && models.loadingProperty().get() == null)
                            .ifPresentOrElse(
                                    e -> reconnect(e, result),
                                    () -> result.complete(models.current().isPresent()));
                },
                failure -> {
                    failed(failure);
                    result.complete(false);
                });
        return result;
    }

    private boolean hasItsKey(Endpoint endpoint) {
        return !endpoint.preset().needsKey() || remote().hasKey(endpoint);
    }

    private void reconnect(Endpoint endpoint, CompletableFuture<Boolean> result) {
        threads.call(
                () -> remote().connect(endpoint),
                model -> {
                    connected(endpoint, model);
                    result.complete(true);
                },
                failure -> {
                    failed(failure);
                    result.complete(false);
                });
    }

    private void connected(Endpoint endpoint, ChatModel model) {
        busy.set(false);
        disconnect(endpoint.name());
        LoadedModel loaded =
                new LoadedModel(place.resolve(endpoint.name()), endpoint.name(), LoadOptions.auto(), model);
        connected.put(endpoint.name(), models.connect(loaded));
    }

    public boolean isCurrent(Endpoint endpoint) {
        ReadyModel ready = connected.get(endpoint.name());
        return ready != null && ready.equals(models.currentProperty().get());
    }

    /** For the list from which the answering model is chosen. */
    public List<ModelPicker.Other> choices() {
        return endpoints.stream()
                .map(e -> new ModelPicker.Other(
                        e.name(),
                        Messages.text(
                                e.leavesMachine() ? "remote.leaves" : "remote.stays",
                                e.model(),
                                e.preset().label()),
                        isCurrent(e),
                        () -> use(e)))
                .toList();
    }

    private void disconnect(String name) {
        ReadyModel ready = connected.remove(name);
        if (ready != null) {
            models.disconnect(ready);
            threads.background().execute(ready.model()::close);
        }
    }

    private synchronized RemoteModels remote() {
        if (opened == null) {
            opened = opener.get();
        }
        return opened;
    }

    private void refresh() {
        threads.call(() -> remote().endpoints(), endpoints::setAll, this::failed);
    }

    private void begin() {
        busy.set(true);
        message.set("");
    }

    private void failed(RuntimeException failure) {
        busy.set(false);
        message.set(Failures.text(failure));
    }

    /** Ends all connections; blocks for moments. */
    @Override
    public void close() {
        connected.values().forEach(ready -> ready.model().close());
        connected.clear();
    }
}
