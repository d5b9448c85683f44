package io.phiworkbench.analysis;

import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.FinishReason;
import io.phiworkbench.inference.GenerationEvent;
import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.GenerationResult;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.OutputFormat;
import io.phiworkbench.inference.RunFault;
import io.phiworkbench.vision.MediaException;
import io.phiworkbench.vision.Region;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Reads the text of pictures with a model. Calls wait for the model, so they are not for the FX thread. */
public final class OcrReader {
    /** Words need their log-probabilities, which come with at least one alternative. */
    private static final int ALTERNATIVES = 1;

    private static final int MOST_TOKENS = 4096;
    private static final int REGION_CROPS = 16;

    private final ChatModel model;
    private final ModelPrompts prompts;
    private final OptionalInt crops;

    /** @param crops most crops a picture is cut into; empty for the model's default */
    public OcrReader(ChatModel model, ModelPrompts prompts, OptionalInt crops) {
        this.model = model;
        this.prompts = prompts;
        this.crops = crops;
    }

    public ChatModel model() {
        return model;
    }

    /**
     * Opens a page as it goes to the model.
     *
     * @throws MediaException if it cannot be opened
     */
    public ImageInput open(SourcePage page) {
        return page.read(
                model.description(),
                crops.orElse(Math.max(1, model.description().defaultCropsSingle())));
    }

    /**
     * Reads a picture.
     *
     * @param listener sees the run as it goes, on the model's thread
     * @throws GenerationException if the model reads no pictures, cannot do the preset, or its run fails
     * @throws ModelGoneException if the model is unloaded meanwhile
     */
    public OcrText read(ImageInput picture, OcrPreset preset, Consumer<GenerationEvent> listener) {
        return read(picture, preset, crops, listener);
    }

    /**
     * Reads a part of a picture again, with as many crops as the model can take.
     *
     * @param region in the picture's own pixels
     * @throws MediaException if nothing of the picture lies in it
     */
    public OcrText readRegion(ImageInput picture, Region region, OcrPreset preset, Consumer<GenerationEvent> listener) {
        int usual = Math.max(1, crops.orElse(model.description().defaultCropsSingle()));
        return read(PictureParts.cut(picture, region), preset, OptionalInt.of(Math.max(usual, REGION_CROPS)), listener);
    }

    private OcrText read(
            ImageInput picture, OcrPreset preset, OptionalInt numCrops, Consumer<GenerationEvent> listener) {
        if (!model.description().readsImages()) {
            throw new GenerationException(
                    RunFault.READS_TEXT_ONLY, model.description().name());
        }
        String question = prompts.ocr(preset)
                .orElseThrow(() -> new GenerationException(
                        RunFault.READS_NOT_SO, model.description().name(), preset.label()));
        ImageInput seen = numCrops.isPresent() ? picture.withNumCrops(numCrops.getAsInt()) : picture;
        GenerationResult result = ModelRun.of(
                model,
                List.of(new ChatMessage(ChatMessage.Role.USER, question, List.of(seen))),
                options(preset.format()),
                listener);
        boolean complete = result.reason() == FinishReason.END_OF_TEXT || result.reason() == FinishReason.STOP_STRING;
        return withoutFence(OcrText.of(result.text(), result.tokens(), complete));
    }

    private GenerationOptions options(OutputFormat format) {
        int room = model.description().contextLength() <= 0
                ? MOST_TOKENS
                : Math.min(MOST_TOKENS, model.description().contextLength());
        return GenerationOptions.greedy()
                .withMaxTokens(room)
                .withAlternatives(ALTERNATIVES)
                .withFormat(model.description().possible(format));
    }

    /** Models like to put what they write into a Markdown fence; what is wanted is what stands in it. */
    private static OcrText withoutFence(OcrText read) {
        Optional<int[]> inside = CodeFence.inside(read.text());
        if (inside.isEmpty()) {
            return read;
        }
        int from = inside.get()[0];
        int to = inside.get()[1];
        List<Word> words = read.words().stream()
                .filter(word -> word.start() >= from && word.end() <= to)
                .map(word -> new Word(word.start() - from, word.end() - from, word.probability()))
                .toList();
        return new OcrText(read.text().substring(from, to), words, read.complete());
    }
}
