package io.phiworkbench.checkpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * What {@code preprocessor_config.json} says about images.
 *
 * @param numCrops most crops of an image when there are several
 * @param singleImageNumCrops most crops of a lone image, where the file tells them apart (the releases do not)
 * @param imageMean mean of red, green and blue, of values from 0 to 1
 * @param imageStd standard deviation of red, green and blue
 */
public record PreprocessorConfig(
        int numCrops, OptionalInt singleImageNumCrops, List<Double> imageMean, List<Double> imageStd) {

    private static final int USUAL_NUM_CROPS = 4;
    private static final List<Double> CLIP_MEAN = List.of(0.48145466, 0.4578275, 0.40821073);
    private static final List<Double> CLIP_STD = List.of(0.26862954, 0.26130258, 0.27577711);

    public PreprocessorConfig {
        imageMean = List.copyOf(imageMean);
        imageStd = List.copyOf(imageStd);
    }

    /**
     * Reads the file.
     *
     * @throws CheckpointException when it is missing or not valid
     */
    static PreprocessorConfig read(Path file) {
        JsonFields json = JsonFields.read(file);
        return new PreprocessorConfig(
                json.positiveInt("num_crops", USUAL_NUM_CROPS),
                json.optionalInt("single_image_num_crops", 1),
                colours(json, "image_mean", CLIP_MEAN),
                colours(json, "image_std", CLIP_STD));
    }

    private static List<Double> colours(JsonFields json, String name, List<Double> usual) {
        List<Double> values = json.has(name) ? json.positives(name) : usual;
        if (values.size() != 3) {
            throw json.invalid(name, FieldFault.NO_COLOURS, values.size());
        }
        return values;
    }
}
