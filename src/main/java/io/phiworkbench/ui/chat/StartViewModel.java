package io.phiworkbench.ui.chat;

import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.models.ModelsViewModel;
import io.phiworkbench.ui.tray.Pictures;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.image.Image;

/** The first start: the demo model with pictures that it can read, one click from an answer. */
public final class StartViewModel {
    private static final int SAMPLE_SIZE = 480;
    private static final String LIST = "samples.properties";

    private final ChatViewModel chat;
    private final ModelsViewModel models;
    private final FxThread threads;
    private final Path demo;
    private final ObservableList<Sample> samples = FXCollections.observableArrayList();
    private final CompletableFuture<List<Sample>> read = new CompletableFuture<>();
    private final ReadOnlyBooleanWrapper demoFound = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper demoText = new ReadOnlyStringWrapper("");

    /**
     * @param demo folder of the demo model
     * @param sampleFolder pictures with a {@code samples.properties}
     */
    public StartViewModel(ChatViewModel chat, ModelsViewModel models, FxThread threads, Path demo, Path sampleFolder) {
        this.chat = chat;
        this.models = models;
        this.threads = threads;
        this.demo = demo;
        demoText.set(Messages.text("start.demo"));
        threads.call(() -> Files.isDirectory(demo), demoFound::set, e -> demoText.set(Failures.text(e)));
        threads.call(
                () -> read(sampleFolder),
                found -> {
                    samples.setAll(found);
                    read.complete(found);
                },
                e -> {
                    demoText.set(Failures.text(e));
                    read.completeExceptionally(e);
                });
    }

    /** Folder of the demo model. */
    public Path demo() {
        return demo;
    }

    public ModelsViewModel models() {
        return models;
    }

    public ObservableList<Sample> samples() {
        return samples;
    }

    /** The samples, when they were looked for; completes on the FX thread. */
    public CompletableFuture<List<Sample>> whenRead() {
        return read;
    }

    /** Whether the demo model is there. */
    public ReadOnlyBooleanProperty demoFoundProperty() {
        return demoFound.getReadOnlyProperty();
    }

    /** What the demo model is, or why it does not answer. */
    public ReadOnlyStringProperty demoTextProperty() {
        return demoText.getReadOnlyProperty();
    }

    /**
     * Loads the demo model if none is there, so that the first answer comes without waiting.
     *
     * @return completes on the FX thread; exceptionally if it could not be loaded
     */
    public CompletableFuture<?> prepare() {
        if (models.current().isPresent() || models.loadingProperty().get() != null) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<?> loading = models.load(demo, LoadOptions.auto());
        loading.whenComplete((_, problem) -> {
            if (problem != null) {
                demoText.set(Failures.text(FxThread.cause(problem)));
            }
        });
        return loading;
    }

    /**
     * Asks the sample's question about its picture, with the model that is loaded, else with the demo model.
     *
     * @return completes on the FX thread when it is asked; exceptionally if the model could not be loaded
     */
    public CompletableFuture<Void> tryIt(Sample sample) {
        chat.tray().clear();
        chat.draftProperty().set(sample.question());
        boolean sees = models.current().map(m -> m.description().readsImages()).orElse(false);
        CompletableFuture<?> model =
                sees ? CompletableFuture.completedFuture(null) : models.load(demo, LoadOptions.auto());
        CompletableFuture<Void> pictures = chat.tray().addFiles(sample.files());
        return model.thenCombine(pictures, (_, _) -> sample).handle((_, problem) -> {
            if (problem != null) {
                demoText.set(Failures.text(FxThread.cause(problem)));
                throw new CompletionException(FxThread.cause(problem));
            }
            chat.send();
            return null;
        });
    }

    /** {@code samples.properties} names the pictures and, for each language, what is asked about them. */
    private static List<Sample> read(Path folder) {
        Path list = folder.resolve(LIST);
        if (!Files.exists(list)) {
            return List.of();
        }
        Properties texts = new Properties();
        try (Reader reader = Files.newBufferedReader(list)) {
            texts.load(reader);
            List<Sample> samples = new ArrayList<>();
            for (String name : texts.getProperty("pictures", "").split(",")) {
                Path file = folder.resolve(name.strip());
                String question = texts.getProperty(
                        name + "." + Messages.locale().getLanguage(), texts.getProperty(name + ".en"));
                if (question != null && Files.isRegularFile(file)) {
                    Image small = Pictures.show(ImageInput.of(name, Files.readAllBytes(file)), SAMPLE_SIZE);
                    samples.add(new Sample(List.of(file), List.of(small), question));
                }
            }
            return samples;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
