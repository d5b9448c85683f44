package io.phiworkbench.inference.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.phiworkbench.checkpoint.Safetensors;
import io.phiworkbench.checkpoint.TensorInfo;
import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.LoadOptions.Precision;
import io.phiworkbench.inference.ModelLoadException;
import io.phiworkbench.inference.Prompt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Int8FolderTest {
    private static final GenerationOptions OPTIONS =
            GenerationOptions.greedy().withMaxTokens(8).withIgnoreEndOfText(true);
    private static final Path MINI = GoldenCase.of("phi3-mini-4k").folder();

    @TempDir
    private Path folder;

    @BeforeEach
    void int8() {
        assumeTrue(Int8Packer.supported());
    }

    private Int8Folder kept() {
        return new Int8Folder(folder.resolve("int8"), 0);
    }

    private static LocalChatModel load(Path checkpoint, Optional<Int8Folder> kept) {
        return new LocalModelLoader(() -> kept)
                .loadLocal(
                        checkpoint,
                        LoadOptions.auto().withPrecision(Precision.INT8).withThreads(1),
                        progress -> {},
                        () -> false);
    }

    private static List<GeneratedToken> answer(LocalChatModel model, Prompt.TokenIds prompt) {
        return model.generate(prompt, OPTIONS, event -> {}).result().join().tokens();
    }

    private static List<GeneratedToken> answer(Path checkpoint, Optional<Int8Folder> kept) {
        try (LocalChatModel model = load(checkpoint, kept)) {
            return answer(
                    model, new Prompt.TokenIds(IntStream.range(3, 60).boxed().toList()));
        }
    }

    private Path file() {
        return files().stream()
                .filter(file -> file.toString().endsWith(".safetensors"))
                .findFirst()
                .orElseThrow();
    }

    private List<Path> files() {
        if (!Files.exists(kept().path())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(kept().path())) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void overwrite(Path file, long position, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), position);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "phi3-mini-4k",
                "phi3-medium",
                "phi35-mini-longrope",
                "phi35-moe",
                "phi3-small-8k",
                "phi3-small-128k"
            })
    void answersFromTheFileAreThoseOfQuantisedWeights(String name) throws IOException {
        Path checkpoint = GoldenCase.of(name).folder();
        List<GeneratedToken> quantised = answer(checkpoint, Optional.empty());

        assertThat(answer(checkpoint, Optional.of(kept())))
                .as("while the file is written")
                .isEqualTo(quantised);
        FileTime written = Files.getLastModifiedTime(file());
        assertThat(answer(checkpoint, Optional.of(kept()))).as("from the file").isEqualTo(quantised);
        assertThat(Files.getLastModifiedTime(file())).isEqualTo(written);
        assertThat(files()).hasSize(1);
    }

    @Test
    void aModelThatReadsPicturesAnswersFromTheFileToo() throws IOException {
        GoldenCase golden = GoldenCase.of("phi35-vision");
        Path picture;
        try (Stream<Path> files = Files.list(golden.folder())) {
            picture = files.filter(file -> file.toString().endsWith(".png"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
        var prompt = new Prompt.TokenIds(
                List.of(1, -1, 5, 9), List.of(ImageInput.of("picture", Files.readAllBytes(picture))));
        List<List<GeneratedToken>> answers = Stream.of(
                        Optional.<Int8Folder>empty(), Optional.of(kept()), Optional.of(kept()))
                .map(where -> {
                    try (LocalChatModel model = load(golden.folder(), where)) {
                        return answer(model, prompt);
                    }
                })
                .toList();

        assertThat(answers.get(1)).isEqualTo(answers.getFirst());
        assertThat(answers.get(2)).isEqualTo(answers.getFirst());
    }

    @Test
    void theFileHoldsSecondDigitsOfOutliersToo() throws IOException {
        Path checkpoint = RandomCheckpoint.withOutliers(folder.resolve("outliers"));
        List<GeneratedToken> quantised = answer(checkpoint, Optional.empty());
        answer(checkpoint, Optional.of(kept()));

        assertThat(Safetensors.read(file()).tensors().values())
                .as("places of columns")
                .anyMatch(tensor ->
                        tensor.name().endsWith(".columns") && tensor.elements() > 0 && tensor.elements() < 100);
        assertThat(answer(checkpoint, Optional.of(kept()))).isEqualTo(quantised);
    }

    @Test
    void aDamagedFileIsMadeAgain() throws IOException {
        List<GeneratedToken> first = answer(MINI, Optional.of(kept()));
        TensorInfo scales = Safetensors.read(file()).tensors().values().stream()
                .filter(tensor -> tensor.name().endsWith(".scales"))
                .findFirst()
                .orElseThrow();
        byte[] wrong = {1, 2, 3, 4};
        overwrite(file(), scales.begin(), wrong);

        assertThat(answer(MINI, Optional.of(kept()))).isEqualTo(first);
        byte[] mended = Arrays.copyOfRange(
                Files.readAllBytes(file()), (int) scales.begin(), (int) scales.begin() + wrong.length);
        assertThat(mended).isNotEqualTo(wrong);
    }

    @Test
    void aTruncatedFileIsMadeAgain() throws IOException {
        List<GeneratedToken> first = answer(MINI, Optional.of(kept()));
        long whole = Files.size(file());
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            channel.truncate(whole / 2);
        }

        assertThat(answer(MINI, Optional.of(kept()))).isEqualTo(first);
        assertThat(file()).hasSize(whole);
    }

    @Test
    void anotherModelsFileIsNotUsed() throws IOException {
        Path longrope = GoldenCase.of("phi35-mini-longrope").folder();
        List<GeneratedToken> quantised = answer(longrope, Optional.empty());
        answer(longrope, Optional.of(kept()));
        Path place = file();
        Files.delete(place);
        answer(MINI, Optional.of(kept()));
        Files.move(file(), place);

        assertThat(answer(longrope, Optional.of(kept()))).isEqualTo(quantised);
    }

    @Test
    void layoutsOfAnotherProcessorAreNotUsed() throws IOException {
        List<GeneratedToken> first = answer(MINI, Optional.of(kept()));
        Safetensors written = Safetensors.read(file());
        TensorInfo canary = written.tensor("canary.0").orElseThrow();
        var mark = new Int8Mark(written.metadata().get("checkpoint"), MINI);
        overwrite(file(), canary.begin(), new byte[] {99});
        try (var packer = MatrixFormat.INT8.packer()) {
            assertThat(mark.sameLayout(Safetensors.read(file()), packer)).isFalse();
        }

        assertThat(answer(MINI, Optional.of(kept()))).isEqualTo(first);
        try (var packer = MatrixFormat.INT8.packer()) {
            assertThat(mark.sameLayout(Safetensors.read(file()), packer)).isTrue();
        }
    }

    @Test
    void aFolderThatCannotBeMadeCostsNothingButTime() throws IOException {
        Path blocked = Files.writeString(folder.resolve("file"), "no folder");

        assertThat(answer(MINI, Optional.of(new Int8Folder(blocked.resolve("int8"), 0))))
                .isEqualTo(answer(MINI, Optional.empty()));
    }

    @Test
    void aModelWhoseFileCannotBeFinishedIsLoadedWithoutOne() throws IOException {
        Path inTheWay = Files.createDirectories(
                kept().path().resolve(GoldenCase.of("phi3-mini-4k").checkpoint().hash() + ".safetensors"));
        Files.writeString(inTheWay.resolve("file"), "so that it cannot be replaced");

        assertThat(answer(MINI, Optional.of(kept()))).isEqualTo(answer(MINI, Optional.empty()));
        assertThat(files()).containsExactly(inTheWay);
    }

    @Test
    void aCancelledLoadLeavesNoFile() {
        var loader = new LocalModelLoader(() -> Optional.of(kept()));

        assertThatThrownBy(() -> loader.loadLocal(
                        MINI, LoadOptions.auto().withPrecision(Precision.INT8), progress -> {}, () -> true))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining("cancelled");
        assertThat(files()).isEmpty();
    }

    @Test
    void whatIsQuantisedInAMomentIsNotKept() {
        answer(MINI, Optional.of(Int8Folder.at(kept().path())));

        assertThat(files()).isEmpty();
    }

    @Test
    void whatWasAbandonedIsRemovedAndWhatIsBeingWrittenStays() throws IOException {
        Files.createDirectories(kept().path());
        Path abandoned = Files.writeString(kept().path().resolve("a.safetensors.1.part"), "x");
        Path written = Files.writeString(kept().path().resolve("b.safetensors.2.part"), "x");
        Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minusSeconds(200_000)));

        answer(MINI, Optional.of(kept()));

        assertThat(abandoned).doesNotExist();
        assertThat(written).exists();
    }

    @Test
    void clearingFreesTheRoom() {
        answer(MINI, Optional.of(kept()));
        assertThat(kept().bytes()).isGreaterThan(100_000);

        kept().clear();

        assertThat(kept().bytes()).isZero();
        assertThat(files()).isEmpty();
    }

    @Test
    void clearingWhileAModelIsLoadedLeavesItWorking() {
        assumeTrue(!System.getProperty("os.name").startsWith("Windows"), "Windows refuses to delete a mapped file");
        List<GeneratedToken> first = answer(MINI, Optional.of(kept()));
        try (LocalChatModel model = load(MINI, Optional.of(kept()))) {
            kept().clear();

            assertThat(answer(
                            model,
                            new Prompt.TokenIds(IntStream.range(3, 60).boxed().toList())))
                    .isEqualTo(first);
        }
    }

    @Test
    void saysWhichModelsAreKeptAndWhatTheyTake() throws IOException {
        answer(MINI, Optional.of(kept()));
        Files.writeString(kept().path().resolve("broken.safetensors"), "nothing of ours");

        assertThat(kept().kept()).singleElement().satisfies(one -> {
            assertThat(one.model()).isEqualTo("phi3-mini-4k");
            assertThat(one.folder()).isEqualTo(MINI.toAbsolutePath());
            assertThat(one.bytes()).isEqualTo(Files.size(one.file()));
        });
    }

    @Test
    void whatBelongsToADeletedModelGoesWithIt() throws IOException {
        Path model = Files.createDirectories(folder.resolve("model"));
        try (Stream<Path> files = Files.list(MINI)) {
            for (Path file : files.toList()) {
                Files.copy(file, model.resolve(file.getFileName()));
            }
        }
        answer(model, Optional.of(kept()));
        Path other = GoldenCase.of("phi3-medium").folder();
        answer(other, Optional.of(kept()));
        try (Stream<Path> files = Files.list(model)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(model);

        kept().discardOrphans();

        assertThat(kept().kept()).extracting(Int8Folder.Kept::model).containsExactly("phi3-medium");
    }

    @Test
    void anEmptyFolderHoldsNothing() {
        assertThat(kept().bytes()).isZero();
        assertThat(kept().kept()).isEmpty();
        kept().clear();
    }
}
