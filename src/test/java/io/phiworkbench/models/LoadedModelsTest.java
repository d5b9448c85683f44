package io.phiworkbench.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.Generation;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.inference.LoadProgress;
import io.phiworkbench.inference.ModelLoadException;
import io.phiworkbench.inference.ModelLoader;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.ScriptedChatModel;
import io.phiworkbench.models.LoadedModels.Room;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class LoadedModelsTest {
    private static final long GB = 1_000_000_000L;

    /** Each loaded model takes 5 GB of this. */
    private final AtomicLong free = new AtomicLong(32 * GB);

    private final List<ModelsEvent> events = new CopyOnWriteArrayList<>();
    private volatile ModelLoader loading = this::loadAtOnce;

    @TempDir
    Path folder;

    private Path first;
    private Path second;
    private LoadedModels models;

    @BeforeEach
    void open() throws IOException {
        first = ModelFolders.phi35Mini(folder.resolve("first"));
        second = ModelFolders.phi35Mini(folder.resolve("second"));
        models = new LoadedModels(
                (path, options, progress, cancelled) -> loading.load(path, options, progress, cancelled),
                () -> new MachineMemory(free.get(), 32 * GB));
        models.listen(events::add);
    }

    @AfterEach
    void close() {
        models.close();
    }

    private ChatModel loadAtOnce(
            Path path, LoadOptions options, Consumer<LoadProgress> progress, BooleanSupplier cancelled) {
        progress.accept(new LoadProgress(LoadProgress.Step.LOADING, "weights", 1, 2));
        free.addAndGet(-5 * GB);
        return new FreeingModel(
                ScriptedChatModel.saying("hello").named(path.getFileName().toString()));
    }

    /** Gives its memory back when it is closed. */
    private final class FreeingModel implements ChatModel {
        private final ScriptedChatModel model;

        FreeingModel(ScriptedChatModel model) {
            this.model = model;
        }

        @Override
        public io.phiworkbench.inference.ModelDescription description() {
            return model.description();
        }

        @Override
        public io.phiworkbench.inference.PromptEstimate estimate(Prompt prompt, GenerationOptions options) {
            return model.estimate(prompt, options);
        }

        @Override
        public Generation generate(
                Prompt prompt,
                GenerationOptions options,
                Consumer<io.phiworkbench.inference.GenerationEvent> listener) {
            model.holdTokens();
            return model.generate(prompt, options, listener);
        }

        @Override
        public io.phiworkbench.inference.MemoryFigures memory() {
            return model.memory();
        }

        @Override
        public void close() {
            model.close();
            free.addAndGet(5 * GB);
        }
    }

    private static LoadOptions options() {
        return LoadOptions.auto().withContextLength(4096);
    }

    private LoadedModel load(Path path, Room room) {
        return models.load(path, options(), room).result().join();
    }

    @Test
    void aLoadedModelIsToldAndListed() {
        LoadedModel model = load(first, Room.KEEP_OTHERS);
        assertThat(models.loaded()).containsExactly(model);
        assertThat(events)
                .containsExactly(
                        new ModelsEvent.LoadStarted(first),
                        new ModelsEvent.LoadProgressed(
                                first, new LoadProgress(LoadProgress.Step.LOADING, "weights", 1, 2)),
                        new ModelsEvent.Loaded(model));
    }

    @Test
    void theSameModelIsLoadedOnce() {
        assertThat(load(first, Room.KEEP_OTHERS)).isSameAs(load(first, Room.KEEP_OTHERS));
        assertThat(free).hasValue(27 * GB);
    }

    @Test
    void severalStayLoadedWhileThereIsRoom() {
        load(first, Room.UNLOAD_IDLE);
        load(second, Room.UNLOAD_IDLE);
        assertThat(models.loaded()).extracting(LoadedModel::name).containsExactly("first", "second");
    }

    @Test
    void anIdleModelMakesRoomForTheNext() {
        free.set(11 * GB);
        load(first, Room.UNLOAD_IDLE);
        load(second, Room.UNLOAD_IDLE);
        assertThat(models.loaded()).extracting(LoadedModel::name).containsExactly("second");
    }

    @Test
    void aModelThatAnswersIsNotUnloaded() {
        free.set(11 * GB);
        LoadedModel busy = load(first, Room.UNLOAD_IDLE);
        busy.model().generate(new Prompt.Completion("x"), GenerationOptions.greedy(), _ -> {});
        load(second, Room.UNLOAD_IDLE);
        assertThat(models.loaded()).extracting(LoadedModel::name).containsExactly("first", "second");
    }

    @Test
    void unloadingGivesTheMemoryBack() {
        LoadedModel model = load(first, Room.KEEP_OTHERS);
        models.unload(model).join();
        assertThat(free).hasValue(32 * GB);
        assertThat(models.loaded()).isEmpty();
        assertThat(events).contains(new ModelsEvent.Unloaded(model));
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeLoadingAndSaysWhatWould() {
        free.set(7 * GB);
        ModelLoading job = models.load(
                first, LoadOptions.auto().withPrecision(Precision.FP32).withContextLength(131_072), Room.KEEP_OTHERS);
        assertThatThrownBy(() -> job.result().join())
                .hasCauseInstanceOf(ModelLoadException.class)
                .hasMessageContaining("first does not fit: in fp32 with a context of 131,072 it takes")
                .hasMessageContaining("7.0 GB are free; int8 with a context of")
                .hasMessageContaining("would fit");
        assertThat(events).noneMatch(ModelsEvent.LoadProgressed.class::isInstance);
        assertThat(models.loading()).isEmpty();
    }

    @Test
    void memoryThatRunsOutWhileLoadingIsAnErrorThatSaysWhatWouldFit() {
        loading = (_, _, _, _) -> {
            free.set(7 * GB);
            throw new OutOfMemoryError("test");
        };
        assertThatThrownBy(() -> models.load(first, options().withPrecision(Precision.BF16), Room.KEEP_OTHERS)
                        .result()
                        .join())
                .hasMessageContaining("first does not fit")
                .hasMessageContaining("int8 with a context of");
    }

    @Test
    void aLoadCanBeCancelled() throws InterruptedException {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch cancelledNow = new CountDownLatch(1);
        loading = (path, options, progress, cancelled) -> {
            began.countDown();
            try {
                cancelledNow.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (cancelled.getAsBoolean()) {
                throw new ModelLoadException("Loading was cancelled.");
            }
            return loadAtOnce(path, options, progress, cancelled);
        };
        ModelLoading job = models.load(first, options(), Room.KEEP_OTHERS);
        began.await();
        job.cancel();
        cancelledNow.countDown();
        assertThatThrownBy(() -> job.result().join()).hasMessageContaining("cancelled");
        assertThat(events)
                .contains(new ModelsEvent.LoadFailed(first, new Failure.Plain("Loading was cancelled."), true));
        assertThat(free).hasValue(32 * GB);
    }

    @Test
    void aFolderThatDisappearsWhileLoadedIsTold() throws IOException {
        LoadedModel model = load(first, Room.KEEP_OTHERS);
        Files.move(first, folder.resolve("moved"));
        models.checkFolders();
        models.checkFolders();
        models.unload(model).join();
        assertThat(events).containsOnlyOnce(new ModelsEvent.FolderGone(model));
    }

    @Test
    void aFolderThatIsNoModelIsAnError() {
        assertThatThrownBy(() -> load(folder.resolve("nothing"), Room.KEEP_OTHERS))
                .hasMessageContaining("does not exist");
    }

    @Test
    void aLoaderThatBreaksDoesNotEndTheLoading() {
        loading = (_, _, _, _) -> {
            throw new IllegalStateException("native trouble");
        };
        assertThatThrownBy(() -> load(first, Room.KEEP_OTHERS)).hasMessageContaining("native trouble");
        loading = this::loadAtOnce;
        assertThat(load(first, Room.KEEP_OTHERS).name()).isEqualTo("first");
    }
}
