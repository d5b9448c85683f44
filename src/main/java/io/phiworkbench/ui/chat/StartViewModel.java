package io.phiworkbench.ui.chat;

import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.models.ModelsViewModel;
import io.phiworkbench.ui.tray.Pictures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.image.Image;
import javafx.util.Subscription;

/** The first start: the demo model with pictures that it can read, one click from an answer. */
public final class StartViewModel {
    private static final int SAMPLE_SIZE = 480;
    private static final String QUESTION = ".question.txt";

    private final ChatViewModel chat;
    private final ModelsViewModel models;
    private final FxThread threads;
    private final Path demo;
    private final ObservableList<Sample> samples = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper demoFound = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper demoText = new ReadOnlyStringWrapper("");

    /**
     * @param demo folder of the demo model
     * @param sampleFolder pictures, and a {@code .question.txt} for each
     */
    public StartViewModel(ChatViewModel chat, ModelsViewModel models, FxThread threads, Path demo, Path sampleFolder) {
        this.chat = chat;
        this.models = models;
        this.threads = threads;
        this.demo = demo;
        demoText.set(Messages.text("start.demo"));
        threads.call(() -> Files.isDirectory(demo), demoFound::set, e -> demoText.set(e.getMessage()));
        threads.call(() -> read(sampleFolder), samples::setAll, e -> demoText.set(e.getMessage()));
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

    /** Whether the demo model is there. */
    public ReadOnlyBooleanProperty demoFoundProperty() {
        return demoFound.getReadOnlyProperty();
    }

    /** What the demo model is, or why it does not answer. */
    public ReadOnlyStringProperty demoTextProperty() {
        return demoText.getReadOnlyProperty();
    }

    /** Loads the demo model, so that the first answer comes without waiting. */
    public void prepare() {
        if (models.current().isEmpty() && models.loadingProperty().get() == null) {
            models.load(demo, LoadOptions.auto()).exceptionally(e -> {
                demoText.set(e.getMessage());
                return null;
            });
        }
    }

    /** Asks the sample's question about its picture, with the model that is loaded, else with the demo model. */
    public void tryIt(Sample sample) {
        chat.tray().clear();
        chat.tray().addFiles(sample.files());
        chat.draftProperty().set(sample.question());
        boolean sees = models.current().map(m -> m.description().readsImages()).orElse(false);
        if (sees) {
            sendWhenReady(sample);
            return;
        }
        models.load(demo, LoadOptions.auto()).whenComplete((_, problem) -> {
            if (problem == null) {
                sendWhenReady(sample);
            } else {
                demoText.set(problem.getMessage());
            }
        });
    }

    /** The pictures are read in the background; the question goes as soon as all are there. */
    private void sendWhenReady(Sample sample) {
        if (chat.tray().pictures().size() == sample.files().size()) {
            chat.send();
            return;
        }
        Subscription[] waiting = new Subscription[1];
        waiting[0] = chat.tray().totalTokensProperty().subscribe((_, _) -> {
            if (chat.tray().pictures().size() == sample.files().size()) {
                waiting[0].unsubscribe();
                threads.fx().execute(chat::send);
            }
        });
    }

    /** {@code sign.question.txt} is about {@code sign.png}. */
    private static List<Sample> read(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.sorted().toList();
            List<Sample> samples = new ArrayList<>();
            for (Path file : all) {
                String name = file.getFileName().toString();
                if (name.endsWith(QUESTION)) {
                    sample(
                                    name.substring(0, name.length() - QUESTION.length()),
                                    Files.readString(file).strip(),
                                    all)
                            .ifPresent(samples::add);
                }
            }
            return samples;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Sample> sample(String name, String question, List<Path> all) throws IOException {
        for (Path file : all) {
            if (file.getFileName().toString().equals(name + ".png")) {
                Image small = Pictures.show(ImageInput.of(name, Files.readAllBytes(file)), SAMPLE_SIZE);
                return Optional.of(new Sample(List.of(file), List.of(small), question));
            }
        }
        return Optional.empty();
    }
}
