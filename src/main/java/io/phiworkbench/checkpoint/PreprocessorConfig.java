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
                json.positiveInt("num_crops"),
                json.optionalInt("single_image_num_crops", 1),
                colours(json, "image_mean"),
                colours(json, "image_std"));
    }

    private static List<Double> colours(JsonFields json, String name) {
        List<Double> values = json.positives(name);
        if (values.size() != 3) {
            throw json.invalid(name, "has " + values.size() + " values; one each for red, green and blue are needed");
        }
        return values;
    }
}
