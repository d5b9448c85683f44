package io.phiworkbench.ui.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.analysis.ChartFiles;
import io.phiworkbench.analysis.ChartTable;
import io.phiworkbench.analysis.ChartType;
import io.phiworkbench.inference.ScriptedChatModel;
import io.phiworkbench.ui.WindowRig;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.i18n.Messages;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartViewModelTest {
    private static final FxThread DIRECT = new FxThread(Runnable::run, Runnable::run);

    @TempDir
    Path folder;

    private final Deque<String> answers = new ArrayDeque<>();
    private final ScriptedChatModel model =
            ScriptedChatModel.answering(_ -> ScriptedChatModel.tokens(answers.removeFirst()));
    private ChartViewModel charts;
    private Path picture;

    @BeforeAll
    static void toolkit() {
        WindowRig.startToolkit();
        Messages.use(Locale.ENGLISH);
    }

    @BeforeEach
    void open() throws IOException {
        Files.writeString(folder.resolve("phi-workbench.json"), "{\"prompts\": {\"chart.details\": null}}");
        picture = folder.resolve("c.png");
        ImageIO.write(new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
        charts = new ChartViewModel(DIRECT, () -> Optional.of(new Reading(model, folder)));
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void aChartIsReadCorrectedAskedAndSaved() throws IOException {
        answers.addAll(List.of("city,sales\nLyon,3\nParis,12", "Paris"));
        charts.open(picture);
        assertThat(charts.chartProperty().get().type()).isEqualTo(ChartType.BAR);

        assertThat(charts.setCell(0, 1, "5")).isTrue();
        assertThat(charts.setCell(0, 1, "five")).isFalse();
        assertThat(charts.problemProperty().get()).contains("\"five\" is no number");
        charts.setType(ChartType.PIE);
        charts.addRow();
        charts.removeRow(2);
        charts.ask("Which city sold most?");
        assertThat(charts.answerProperty().get().used()).hasSize(1);

        Path saved = folder.resolve("c.csv");
        charts.export(ChartFiles.CSV, saved);
        assertThat(saved).hasContent("city,sales\nLyon,5\nParis,12\n");
    }

    @Test
    void anAnswerThatIsNoTableStandsThereWithItsReasonUntilAPersonMakesOne() throws Exception {
        answers.addAll(List.of("a cat", "a cat again"));
        charts.open(picture);

        assertThat(charts.chartProperty().get()).isNull();
        assertThat(charts.refusedProperty().get().answer()).isEqualTo("a cat again");
        charts.setTable(ChartTable.parse("a,b\nx,1"));
        assertThat(charts.refusedProperty().get()).isNull();
        assertThat(charts.chartProperty().get().table().rows()).hasSize(1);
    }

    @Test
    void whatIsNoPictureIsSaid() throws IOException {
        charts.open(Files.writeString(folder.resolve("b.png"), "none"));

        assertThat(charts.problemProperty().get()).contains("b.png: not a picture");
        assertThat(charts.pictureProperty().get()).isNull();
    }
}
