package io.phiworkbench.ui.server;

import io.phiworkbench.models.LoadedModel;
import io.phiworkbench.models.LoadedModels;
import io.phiworkbench.server.ApiServer;
import io.phiworkbench.server.ServedModels.Served;
import io.phiworkbench.server.ServerFigures;
import io.phiworkbench.server.ServerOptions;
import io.phiworkbench.ui.control.FrameBatch;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.i18n.Failures;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The local server as the window switches it: it serves the models in memory, on this machine alone. FX thread. */
public final class ServerViewModel implements AutoCloseable {
    private final Supplier<List<Served>> served;
    private final FxThread threads;
    private final IntegerProperty port = new SimpleIntegerProperty(ServerOptions.DEFAULT_PORT);
    private final StringProperty key = new SimpleStringProperty("");
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper changing = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper address = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<ServerFigures> figures = new ReadOnlyObjectWrapper<>(ServerFigures.NONE);
    private ApiServer server;

    /** @param models those in memory are served, whatever they are at the time of a request */
    public ServerViewModel(LoadedModels models, FxThread threads) {
        this(() -> named(models.loaded()), threads);
    }

    ServerViewModel(Supplier<List<Served>> served, FxThread threads) {
        this.served = served;
        this.threads = threads;
    }

    /** Each under its own name; the second of the same name is called {@code name-2}. */
    static List<Served> named(List<LoadedModel> models) {
        List<Served> all = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (LoadedModel model : models) {
            String name = model.name();
            for (int number = 2; !taken.add(name); number++) {
                name = model.name() + "-" + number;
            }
            all.add(new Served(name, model.model()));
        }
        return all;
    }

    /** For the next start of the server. */
    public IntegerProperty portProperty() {
        return port;
    }

    /** For the next start of the server; empty for none. Kept in memory only. */
    public StringProperty keyProperty() {
        return key;
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** Whether it is being switched. */
    public ReadOnlyBooleanProperty changingProperty() {
        return changing.getReadOnlyProperty();
    }

    /** What clients take as base URL; empty while it is off. */
    public ReadOnlyStringProperty addressProperty() {
        return address.getReadOnlyProperty();
    }

    /** Why it could not be switched on; empty if nothing is wrong. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<ServerFigures> figuresProperty() {
        return figures.getReadOnlyProperty();
    }

    /** Switches it on or off. */
    public void setRunning(boolean on) {
        if (changing.get() || on == running.get()) {
            return;
        }
        problem.set("");
        changing.set(true);
        if (on) {
            int wanted = port.get();
            Optional<String> secret = Optional.of(key.get().strip());
            threads.call(() -> start(wanted, secret), this::started, this::failed);
        } else {
            ApiServer ending = server;
            threads.call(
                    () -> {
                        ending.close();
                        return ending;
                    },
                    _ -> stopped(),
                    this::failed);
        }
    }

    private ApiServer start(int wanted, Optional<String> secret) {
        return ApiServer.start(ServerOptions.loopback(wanted).withApiKey(secret), served::get);
    }

    private void started(ApiServer ready) {
        server = ready;
        FrameBatch<ServerFigures> news = new FrameBatch<>(threads.fx(), batch -> figures.set(batch.getLast()));
        ready.listen(news::add);
        figures.set(ready.figures());
        address.set(ready.baseUrl());
        running.set(true);
        changing.set(false);
    }

    private void stopped() {
        server = null;
        address.set("");
        running.set(false);
        changing.set(false);
    }

    private void failed(RuntimeException failure) {
        problem.set(Failures.text(failure));
        changing.set(false);
    }

    /** Ends its answers and stops listening; blocks for moments. */
    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
