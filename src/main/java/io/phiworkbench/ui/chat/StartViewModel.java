package io.phiworkbench.ui.chat;

import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.ui.control.FxThread;
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
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The first start: the demo model with pictures that it can read, one click from an answer. */
public final class StartViewModel {
    private static final int SAMPLE_SIZE = 480;

    private final ChatViewModel chat;
    private final ModelsViewModel models;
    private final FxThread threads;
    private final Path demo;
    private final ObservableList<Sample> samples = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper demoFound = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper demoText = new ReadOnlyStringWrapper("");

    /**
     * @param demo folder of the demo model
     * @param sampleFolder pictures, and {@code samples.properties} with a question for each in each language
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
        chat.tray().addFiles(List.of(sample.file()));
        chat.draftProperty().set(sample.question());
        boolean sees = models.current().map(m -> m.description().readsImages()).orElse(false);
        if (sees) {
            sendWhenReady();
            return;
        }
        models.load(demo, LoadOptions.auto()).whenComplete((_, problem) -> {
            if (problem == null) {
                sendWhenReady();
            } else {
                demoText.set(problem.getMessage());
            }
        });
    }

    /** The picture is read in the background; the question goes as soon as it is there. */
    private void sendWhenReady() {
        boolean there =
                !chat.tray().pictures().isEmpty() && chat.tray().readyProperty().get();
        if (there) {
            chat.send();
            return;
        }
        javafx.util.Subscription[] waiting = new javafx.util.Subscription[1];
        waiting[0] = chat.tray().totalTokensProperty().subscribe((_, tokens) -> {
            if (tokens.intValue() > 0) {
                waiting[0].unsubscribe();
                threads.fx().execute(chat::send);
            }
        });
    }

    private static List<Sample> read(Path folder) {
        Path list = folder.resolve("samples.properties");
        if (!Files.isRegularFile(list)) {
            return List.of();
        }
        Properties questions = new Properties();
        try (Reader reader = Files.newBufferedReader(list)) {
            questions.load(reader);
            List<Sample> samples = new ArrayList<>();
            for (String name : questions.getProperty("pictures", "").split("[,\\s]+")) {
                Path file = folder.resolve(name);
                if (!name.isEmpty() && Files.isRegularFile(file)) {
                    samples.add(sample(file, questions));
                }
            }
            return samples;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sample sample(Path file, Properties questions) throws IOException {
        String name = file.getFileName().toString();
        String language = Messages.locale().getLanguage();
        String question = questions.getProperty(name + "." + language, questions.getProperty(name + ".en", ""));
        ImageInput image = ImageInput.of(name, Files.readAllBytes(file));
        return new Sample(file, Pictures.show(image, SAMPLE_SIZE), question);
    }
}
