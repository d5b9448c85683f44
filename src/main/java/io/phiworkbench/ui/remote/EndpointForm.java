package io.phiworkbench.ui.remote;

import io.phiworkbench.inference.remote.Endpoint;
import io.phiworkbench.inference.remote.OfferedModel;
import io.phiworkbench.inference.remote.Preset;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** What the user types about a remote model. On the FX thread. */
public final class EndpointForm {
    private final StringProperty name = new SimpleStringProperty("");
    private final ObjectProperty<Preset> preset = new SimpleObjectProperty<>(Preset.OTHER);
    private final StringProperty baseUrl = new SimpleStringProperty("");
    private final StringProperty key = new SimpleStringProperty("");
    private final StringProperty model = new SimpleStringProperty("");
    private final BooleanProperty readsImages = new SimpleBooleanProperty(true);
    private final ObservableList<OfferedModel> offered = FXCollections.observableArrayList();
    private OptionalInt contextLength = OptionalInt.empty();

    EndpointForm() {
        preset.addListener((_, before, now) -> {
            if (baseUrl.get().isBlank() || baseUrl.get().equals(before.baseUrl())) {
                baseUrl.set(now.baseUrl());
            }
            if (name.get().isBlank() || name.get().equals(before.id())) {
                name.set(now == Preset.OTHER ? "" : now.id());
            }
        });
        model.addListener((_, _, now) -> offered.stream()
                .filter(o -> o.id().equals(now))
                .findFirst()
                .ifPresent(o -> {
                    contextLength = o.contextLength();
                    o.readsImages().ifPresent(readsImages::set);
                }));
    }

    public StringProperty nameProperty() {
        return name;
    }

    public ObjectProperty<Preset> presetProperty() {
        return preset;
    }

    public StringProperty baseUrlProperty() {
        return baseUrl;
    }

    /** Never shown again once it is saved. */
    public StringProperty keyProperty() {
        return key;
    }

    public StringProperty modelProperty() {
        return model;
    }

    public BooleanProperty readsImagesProperty() {
        return readsImages;
    }

    /** What the endpoint said that it has; empty before it was asked. */
    public ObservableList<OfferedModel> offered() {
        return offered;
    }

    Optional<String> key() {
        return Optional.of(key.get()).filter(k -> !k.isBlank());
    }

    /** @throws io.phiworkbench.inference.remote.RemoteException for what cannot be used */
    Endpoint endpoint() {
        return new Endpoint(
                name.get().strip(), preset.get(), baseUrl.get(), model.get().strip(), contextLength, readsImages.get());
    }

    void show(Endpoint endpoint) {
        clear();
        preset.set(endpoint.preset());
        name.set(endpoint.name());
        baseUrl.set(endpoint.baseUrl());
        model.set(endpoint.model());
        readsImages.set(endpoint.readsImages());
        contextLength = endpoint.contextLength();
    }

    void clear() {
        offered.clear();
        preset.set(Preset.OTHER);
        name.set("");
        baseUrl.set("");
        key.set("");
        model.set("");
        readsImages.set(true);
        contextLength = OptionalInt.empty();
    }
}
