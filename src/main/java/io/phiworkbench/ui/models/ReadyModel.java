package io.phiworkbench.ui.models;

import io.phiworkbench.chat.ModelReference;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.ModelDescription;
import io.phiworkbench.models.LoadedModel;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A model in memory, as the window speaks of it. */
public record ReadyModel(LoadedModel loaded) {

    public ChatModel model() {
        return loaded.model();
    }

    public Path folder() {
        return loaded.folder();
    }

    public ModelDescription description() {
        return loaded.model().description();
    }

    public ModelReference reference() {
        return new ModelReference(
                description().name(), folder().toString(), description().remote());
    }

    /** One line: name, precision, device. */
    public String label() {
        ModelDescription d = description();
        return Stream.of(d.name(), d.precision(), deviceName(d.device()))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" · "));
    }

    private static String deviceName(String device) {
        return device.equals("cpu") ? "CPU" : device.replace("cuda", "CUDA");
    }
}
