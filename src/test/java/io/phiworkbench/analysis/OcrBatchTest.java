package io.phiworkbench.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phiworkbench.analysis.BatchEntry.State;
import io.phiworkbench.inference.ScriptedChatModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OcrBatchTest {
    private final ScriptedChatModel model = ScriptedChatModel.saying("Hello", " world");

    @TempDir
    Path home;

    private Path in;
    private Path out;

    @BeforeEach
    void folders() throws IOException {
        in = Files.createDirectory(home.resolve("in"));
        out = home.resolve("out");
    }

    @AfterEach
    void close() {
        model.close();
    }

    private OcrReader reader() {
        return new OcrReader(model, ModelPrompts.usual(), OptionalInt.empty());
    }

    private BatchSettings settings(List<Path> inputs, OcrExport... exports) {
        return new BatchSettings(inputs, OcrPreset.PLAIN, new LinkedHashSet<>(List.of(exports)), OptionalInt.empty());
    }

    private List<Path> pictures(int count) {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(TestPages.picture(in, "p%03d.png".formatted(i)));
        }
        return files;
    }

    @Test
    void ofFiveHundredFilesThreeBrokenOnesAreNamedAndTheRestIsDone() throws IOException {
        List<Path> files = pictures(497);
        files.add(100, TestPages.broken(in, "broken.png"));
        files.add(200, in.resolve("missing.png"));
        files.add(300, TestPages.broken(in, "broken.pdf"));
        OcrBatch batch = OcrBatch.begin(out, settings(files, OcrExport.TXT));

        assertThat(batch.run(reader(), _ -> {})).isEqualTo(OcrBatch.Outcome.FINISHED);

        assertThat(batch.count(State.DONE)).isEqualTo(497);
        assertThat(batch.entries().stream().filter(e -> e.state() == State.FAILED))
                .extracting(e -> e.input().getFileName() + ": " + e.note())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("broken.png: broken.png: not a picture"),
                        line -> assertThat(line).contains("missing.png").contains("there is no such file"),
                        line -> assertThat(line).contains("broken.pdf").contains("not a PDF"));
        assertThat(out.resolve("p496.txt")).hasContent("Hello world");
        List<String> report = Files.readAllLines(batch.report());
        assertThat(report).hasSize(501);
        assertThat(report.stream().filter(line -> line.contains(",failed,"))).hasSize(3);
    }

    @Test
    void aPausedBatchGoesOnAfterARestartWithoutReadingAnythingTwice() {
        List<Path> files = pictures(5);
        OcrBatch batch = OcrBatch.begin(out, settings(files, OcrExport.TXT));
        OcrBatch.Outcome first = batch.run(reader(), entry -> {
            if (batch.count(State.DONE) == 2) {
                batch.pause();
            }
        });
        assertThat(first).isEqualTo(OcrBatch.Outcome.PAUSED);
        assertThat(batch.count(State.PENDING)).isEqualTo(3);

        OcrBatch again = OcrBatch.open(out);
        assertThat(again.count(State.DONE)).isEqualTo(2);
        assertThat(again.run(reader(), _ -> {})).isEqualTo(OcrBatch.Outcome.FINISHED);

        assertThat(model.asked()).hasSize(5);
        assertThat(again.count(State.DONE)).isEqualTo(5);
    }

    @Test
    void aJournalWhoseLastLineWasCutOffCostsThatFileOnly() throws IOException {
        List<Path> files = pictures(3);
        OcrBatch.begin(out, settings(files, OcrExport.TXT)).run(reader(), _ -> {});
        Path journal = out.resolve(BatchFolder.JOURNAL);
        String text = Files.readString(journal);
        Files.writeString(journal, text.substring(0, text.length() - 20), StandardOpenOption.TRUNCATE_EXISTING);

        OcrBatch again = OcrBatch.open(out);

        assertThat(again.entries())
                .extracting(BatchEntry::state)
                .containsExactly(State.DONE, State.DONE, State.PENDING);
        again.run(reader(), _ -> {});
        assertThat(OcrBatch.open(out).count(State.DONE)).isEqualTo(3);
    }

    @Test
    void aModelThatIsUnloadedInTheMiddleStopsTheBatchAndSpoilsNothing() {
        OcrBatch batch = OcrBatch.begin(out, settings(pictures(4), OcrExport.TXT));

        assertThatThrownBy(() -> batch.run(reader(), entry -> {
                    if (batch.count(State.DONE) == 2) {
                        model.close();
                    }
                }))
                .isInstanceOf(ModelGoneException.class)
                .hasMessageContaining("was unloaded; load it again");

        assertThat(batch.count(State.FAILED)).isZero();
        assertThat(batch.count(State.PENDING)).isEqualTo(2);
        try (ScriptedChatModel other = ScriptedChatModel.saying("again")) {
            var reader = new OcrReader(other, ModelPrompts.usual(), OptionalInt.empty());
            assertThat(OcrBatch.open(out).run(reader, _ -> {})).isEqualTo(OcrBatch.Outcome.FINISHED);
        }
    }

    @Test
    void aFolderWithAnotherBatchIsNotTouched() {
        OcrBatch.begin(out, settings(pictures(1), OcrExport.TXT)).run(reader(), _ -> {});

        assertThatThrownBy(() -> OcrBatch.begin(out, settings(pictures(2), OcrExport.TXT)))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("holds the results of another batch");
    }

    @Test
    void failedFilesAreTriedAgainOnlyWhenAsked() throws IOException {
        Path file = TestPages.broken(in, "p.png");
        OcrBatch batch = OcrBatch.begin(out, settings(List.of(file), OcrExport.TXT));
        batch.run(reader(), _ -> {});
        TestPages.picture(in, "p.png");

        OcrBatch again = OcrBatch.open(out);
        again.run(reader(), _ -> {});
        assertThat(again.count(State.FAILED)).isEqualTo(1);
        again.retryFailed();
        again.run(reader(), _ -> {});
        assertThat(OcrBatch.open(out).count(State.DONE)).isEqualTo(1);
    }

    @Test
    void aPictureWithoutTextIsDoneAndSaysSo() {
        model.say();
        OcrBatch batch = OcrBatch.begin(out, settings(pictures(1), OcrExport.TXT));
        batch.run(reader(), _ -> {});

        assertThat(batch.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.state()).isEqualTo(State.DONE);
            assertThat(entry.note()).isEqualTo("no text found");
        });
    }

    @Test
    void everyKindOfFileIsWrittenForEveryPage() throws IOException {
        Path pdf = TestPages.pdf(in, "two.pdf", 2);
        Path picture = TestPages.picture(in, "two.png");
        OcrBatch batch = OcrBatch.begin(out, settings(List.of(pdf, picture), OcrExport.values()));
        batch.run(reader(), _ -> {});

        assertThat(batch.entries().getFirst().outputs())
                .containsExactly("two.txt", "two.md", "two.json", "two.csv", "two.pdf");
        assertThat(batch.entries().getLast().outputs()).contains("two-2.txt", "two-2.pdf");
        assertThat(Files.readString(out.resolve("two.txt"))).isEqualTo("Hello world\n\f\nHello world\n");
        assertThat(Files.readString(out.resolve("two.csv")))
                .contains("page,line,text\n1,1,Hello world\n2,1,Hello world");
        try (var searchable = Loader.loadPDF(out.resolve("two.pdf").toFile())) {
            assertThat(searchable.getNumberOfPages()).isEqualTo(2);
            var stripper = new PDFTextStripper();
            stripper.setStartPage(2);
            assertThat(stripper.getText(searchable).strip()).isEqualTo("Hello world");
        }
        try (var searchable = Loader.loadPDF(out.resolve("two-2.pdf").toFile())) {
            assertThat(new PDFTextStripper().getText(searchable).strip()).isEqualTo("Hello world");
        }
    }
}
