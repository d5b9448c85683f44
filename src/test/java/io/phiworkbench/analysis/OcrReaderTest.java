package io.phiworkbench.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.OutputFormat;
import io.phiworkbench.inference.ScriptedChatModel;
import io.phiworkbench.vision.MediaException;
import io.phiworkbench.vision.PictureReader;
import io.phiworkbench.vision.Region;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OcrReaderTest {
    private final ScriptedChatModel model = ScriptedChatModel.saying("text");
    private final OcrReader reader = new OcrReader(model, ModelPrompts.usual(), OptionalInt.of(4));

    @TempDir
    Path folder;

    private ImageInput picture() {
        return reader.open(new SourcePage(TestPages.picture(folder, "p.png"), 0));
    }

    @ParameterizedTest
    @EnumSource(OcrPreset.class)
    void aPresetAsksInItsWordsAndHoldsTheAnswerToItsForm(OcrPreset preset) {
        assertThat(reader.read(picture(), preset, _ -> {}).text()).isEqualTo("text");

        assertThat(model.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.options().format()).isEqualTo(preset.format());
            assertThat(asked.options().alternatives()).isPositive();
            assertThat(asked.prompt().images().getFirst().numCrops()).hasValue(4);
        });
        assertThat(OcrPreset.KEY_VALUE.format()).isInstanceOf(OutputFormat.JsonSchema.class);
        assertThat(OcrPreset.TABLE.format()).isInstanceOf(OutputFormat.Csv.class);
    }

    @Test
    void aRegionIsCutOutAndReadWithMoreCrops() {
        reader.readRegion(picture(), new Region(30, 10, 100, 100), OcrPreset.PLAIN, _ -> {});

        ImageInput seen = model.asked().getFirst().prompt().images().getFirst();
        var header = new PictureReader().header(seen.content(), seen.name());
        assertThat(header.width()).isEqualTo(10);
        assertThat(header.height()).isEqualTo(10);
        assertThat(seen.numCrops()).hasValue(16);
    }

    @Test
    void aRegionOutsideOfThePictureIsRefused() {
        assertThatThrownBy(() -> reader.readRegion(picture(), new Region(50, 0, 9, 9), OcrPreset.PLAIN, _ -> {}))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("nothing of it lies in the region; it has 40 x 20 pixels");
    }

    @Test
    void aMarkdownFenceAroundTheAnswerIsTakenAway() {
        model.say("```markdown\n", "# Title", "\n```");
        assertThat(reader.read(picture(), OcrPreset.MARKDOWN, _ -> {})).satisfies(text -> {
            assertThat(text.text()).isEqualTo("# Title");
            assertThat(text.words()).extracting(w -> w.in(text.text())).containsExactly("#", "Title");
        });
    }

    @Test
    void aModelFolderSaysInWhichWordsItsModelIsAsked() throws Exception {
        Files.writeString(
                folder.resolve(ModelPrompts.FILE), "{\"prompts\": {\"ocr.plain\": \"OCR\", \"ocr.table\": null}}");
        var own = new OcrReader(model, ModelPrompts.of(folder), OptionalInt.empty());

        own.read(picture(), OcrPreset.PLAIN, _ -> {});
        assertThat(model.asked().getFirst().prompt())
                .isInstanceOfSatisfying(
                        io.phiworkbench.inference.Prompt.Chat.class,
                        chat -> assertThat(chat.messages().getFirst().text()).isEqualTo("OCR"));
        assertThatThrownBy(() -> own.read(picture(), OcrPreset.TABLE, _ -> {}))
                .hasMessageContaining("cannot read as table");
    }

    @Test
    void aPromptFileThatIsWrongIsNamed() throws Exception {
        Path file = folder.resolve(ModelPrompts.FILE);
        Files.writeString(file, "{\"prompts\": {\"ocr.plane\": \"x\"}}");
        assertThatThrownBy(() -> ModelPrompts.of(folder)).hasMessageContaining("knows no prompt \"ocr.plane\"");
        Files.writeString(file, "{");
        assertThatThrownBy(() -> ModelPrompts.of(folder)).hasMessageContaining("is not JSON");
    }
}
