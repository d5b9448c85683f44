package io.phiworkbench.ui;

import io.phiworkbench.chat.Chats;
import io.phiworkbench.chat.DataFolder;
import io.phiworkbench.chat.Settings;
import io.phiworkbench.inference.ModelLoader;
import io.phiworkbench.inference.local.Int8Folder;
import io.phiworkbench.inference.remote.RemoteModels;
import io.phiworkbench.models.LibraryPlaces;
import io.phiworkbench.models.LoadedModels;
import io.phiworkbench.models.MachineMemory;
import io.phiworkbench.models.ModelLibrary;
import io.phiworkbench.models.cuda.CudaMachine;
import io.phiworkbench.models.hub.Downloads;
import io.phiworkbench.ui.activity.ActivityViewModel;
import io.phiworkbench.ui.analysis.BatchViewModel;
import io.phiworkbench.ui.analysis.ChartViewModel;
import io.phiworkbench.ui.analysis.OcrViewModel;
import io.phiworkbench.ui.analysis.Reading;
import io.phiworkbench.ui.chat.ChatViewModel;
import io.phiworkbench.ui.chat.StartViewModel;
import io.phiworkbench.ui.chat.Thumbnails;
import io.phiworkbench.ui.compare.CompareViewModel;
import io.phiworkbench.ui.compare.ModelChoices;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.cuda.CudaViewModel;
import io.phiworkbench.ui.models.ModelsViewModel;
import io.phiworkbench.ui.models.catalogue.CatalogueViewModel;
import io.phiworkbench.ui.remote.RemoteViewModel;
import io.phiworkbench.ui.server.ServerViewModel;
import io.phiworkbench.ui.settings.KeptInt8ViewModel;
import io.phiworkbench.ui.settings.WindowSettings;
import io.phiworkbench.ui.shell.ChatListViewModel;
import io.phiworkbench.ui.shell.MemoryMonitor;
import io.phiworkbench.ui.shell.Screen;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/** Everything behind the window, put together: services and view models, no control. */
public final class Workbench implements AutoCloseable {
    private final DataFolder folder;
    private final FxThread threads;
    private final Settings stored;
    private final WindowSettings settings;
    private final ModelLibrary library;
    private final LoadedModels loaded;
    private final Downloads downloads;
    private final CatalogueViewModel catalogue;
    private final CudaViewModel cuda;
    private final KeptInt8ViewModel keptInt8;
    private final Chats chats;
    private final ModelsViewModel models;
    private final RemoteViewModel remote;
    private final ServerViewModel server;
    private final ChatViewModel chat;
    private final ChatListViewModel chatList;
    private final StartViewModel start;
    private final MemoryMonitor memory;
    private final Thumbnails thumbnails;
    private final ActivityViewModel activity;
    private final OcrViewModel ocr;
    private final BatchViewModel batch;
    private final ChartViewModel charts;
    private final CompareViewModel compare;
    private final ObjectProperty<Screen> screen = new SimpleObjectProperty<>(Screen.CHAT);

    /**
     * @param folder the user's data
     * @param assets what came with the program: demo model and sample pictures
     */
    public Workbench(
            DataFolder folder, Path assets, Settings settings, Chats chats, ModelLoader loader, FxThread threads) {
        this.folder = folder;
        this.threads = threads;
        this.stored = settings;
        this.settings = new WindowSettings(settings);
        this.chats = chats;
        this.library = new ModelLibrary(new LibraryPlaces(
                List.of(assets.resolve("models")),
                folder.models(),
                folder.root().resolve("model-folders.txt"),
                LibraryPlaces.ofUser(folder.models(), folder.root()).hubCache()));
        this.loaded = new LoadedModels(loader);
        this.models = new ModelsViewModel(library, loaded, threads);
        this.downloads = Downloads.ofUser();
        this.keptInt8 = new KeptInt8ViewModel(Int8Folder.at(folder.int8()), threads);
        this.catalogue = new CatalogueViewModel(downloads, this::modelsChanged, threads);
        this.cuda = new CudaViewModel(CudaMachine.real(), downloads, threads);
        library.listen(_ -> threads.fx().execute(catalogue::refresh));
        this.remote = new RemoteViewModel(() -> RemoteModels.in(folder.root()), models, folder.root(), threads);
        this.server = new ServerViewModel(loaded, threads);
        this.chat = new ChatViewModel(chats, models, threads);
        this.chatList = new ChatListViewModel(chats, threads, Clock.systemDefaultZone());
        this.start = new StartViewModel(
                chat, models, threads, assets.resolve("models").resolve("phi-demo"), assets.resolve("samples"));
        this.thumbnails = new Thumbnails(chats, threads);
        this.memory = new MemoryMonitor(threads, models::memory);
        this.activity = new ActivityViewModel(chat, memory);
        this.ocr = new OcrViewModel(threads, this::reading);
        this.batch = new BatchViewModel(threads, this::reading, folder.root().resolve("ocr-batch.txt"));
        this.charts = new ChartViewModel(threads, this::reading);
        this.compare = new CompareViewModel(
                threads,
                new ModelChoices(models, remote.endpoints(), remote::connect, loader),
                folder.root().resolve("compare"),
                MachineMemory::now);
        models.problemProperty().subscribe(this::tellInChat);
        chat.onFinished(answer -> activity.finished(answer.message(), Instant.now()));
        models.currentProperty().subscribe(model -> {
            if (model != null) {
                this.settings.lastModelProperty().set(model.folder().toString());
            }
        });
    }

    public DataFolder folder() {
        return folder;
    }

    public FxThread threads() {
        return threads;
    }

    public WindowSettings settings() {
        return settings;
    }

    public Chats chats() {
        return chats;
    }

    public ModelsViewModel models() {
        return models;
    }

    /** After a download or a deletion. */
    private void modelsChanged() {
        threads.background().execute(keptInt8::discardOrphans);
        library.refresh();
    }

    /** The int8 weights that are kept on the disk. */
    public KeptInt8ViewModel keptInt8() {
        return keptInt8;
    }

    /** The published models and their downloads. */
    public CatalogueViewModel catalogue() {
        return catalogue;
    }

    /** What computes on graphics cards. */
    public CudaViewModel cuda() {
        return cuda;
    }

    /** Models behind endpoints. */
    public RemoteViewModel remote() {
        return remote;
    }

    /** The local server. */
    public ServerViewModel server() {
        return server;
    }

    public ChatViewModel chat() {
        return chat;
    }

    public ChatListViewModel chatList() {
        return chatList;
    }

    public StartViewModel start() {
        return start;
    }

    public MemoryMonitor memory() {
        return memory;
    }

    public Thumbnails thumbnails() {
        return thumbnails;
    }

    public ActivityViewModel activity() {
        return activity;
    }

    public OcrViewModel ocr() {
        return ocr;
    }

    public BatchViewModel batch() {
        return batch;
    }

    public ChartViewModel charts() {
        return charts;
    }

    public CompareViewModel compare() {
        return compare;
    }

    /** What goes wrong with a model is said where the user is; its own screen is often not in sight. */
    private void tellInChat(ModelsViewModel.Problem before, ModelsViewModel.Problem now) {
        if (now != null) {
            chat.report(now.message());
        } else if (before != null && chat.problemProperty().get().equals(before.message())) {
            chat.dismissProblem();
        }
    }

    /** The model that answers now reads pictures and charts too. */
    private Optional<Reading> reading() {
        return models.current().map(ready -> new Reading(ready.model(), ready.folder()));
    }

    /** What the work area shows. */
    public ObjectProperty<Screen> screenProperty() {
        return screen;
    }

    /** Stops what runs, writes what is queued, frees the models. Blocks. */
    @Override
    public void close() {
        compare.close();
        memory.close();
        downloads.close();
        server.close();
        chats.close();
        remote.close();
        library.close();
        loaded.close();
        stored.close();
    }
}
