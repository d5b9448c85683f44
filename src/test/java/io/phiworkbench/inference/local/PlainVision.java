package io.phiworkbench.inference.local;

import io.phiworkbench.checkpoint.VisionConfig;
import io.phiworkbench.vision.HdImage;
import java.util.Arrays;
import java.util.function.Function;

/**
 * The reference's image path written down once more, in loops over doubles: CLIP (transformers, modeling_clip.py), then
 * {@code hd_feature_transform} and the projection of image_embedding_phi3_v.py. For small encoders.
 */
final class PlainVision {
    private static final String ROOT = "model.vision_embed_tokens.";
    private static final String CLIP = ROOT + "img_processor.vision_model.";

    private final VisionConfig config;
    private final Function<String, float[]> weights;
    private final int c;
    private final int grid;

    PlainVision(VisionConfig config, Function<String, float[]> weights) {
        this.config = config;
        this.weights = weights;
        this.c = config.hiddenSize();
        this.grid = config.grid();
    }

    /** Rows for the decoder, in the order of the prompt. */
    double[][] encode(HdImage picture) {
        float[] inputs = picture.inputs();
        int length = picture.inputLength();
        double[][][] features = new double[picture.plan().encoderInputs()][][];
        for (int i = 0; i < features.length; i++) {
            features[i] = clip(Arrays.copyOfRange(inputs, i * length, (i + 1) * length));
        }
        double[][] view = lines(features, 0, 1, 1);
        double[][] crops =
                lines(features, 1, picture.plan().rows(), picture.plan().columns());
        double[][] between = {doubles(weights.apply(ROOT + "glb_GN"))};
        double[][] rows = config.order() == VisionConfig.HdTransformOrder.CROPS_FIRST
                ? joined(crops, between, view)
                : joined(view, between, crops);
        double[][] wide = linear(rows, ROOT + "img_projection.0");
        for (double[] row : wide) {
            for (int i = 0; i < row.length; i++) {
                row[i] = row[i] / 2 * (1 + erf(row[i] / Math.sqrt(2)));
            }
        }
        return linear(wide, ROOT + "img_projection.2");
    }

    /** Merged patches line by line through all crops of a line, each line with its separator. */
    private double[][] lines(double[][][] features, int first, int cropRows, int cropColumns) {
        int half = grid / 2;
        double[][] lines = new double[cropRows * half * (cropColumns * half + 1)][];
        int at = 0;
        for (int y = 0; y < cropRows * half; y++) {
            for (int x = 0; x < cropColumns * half; x++) {
                double[][] crop = features[first + y / half * cropColumns + x / half];
                double[] merged = new double[4 * c];
                for (int part = 0; part < 4; part++) {
                    int patchY = y % half * 2 + part / 2;
                    int patchX = x % half * 2 + part % 2;
                    System.arraycopy(crop[patchY * grid + patchX], 0, merged, part * c, c);
                }
                lines[at++] = merged;
            }
            lines[at++] = doubles(weights.apply(ROOT + "sub_GN"));
        }
        return lines;
    }

    private double[][] clip(float[] pixels) {
        double[][] x = norm(embedded(pixels), CLIP + "pre_layrnorm");
        for (int i = 0; i < config.featureLayers(); i++) {
            String layer = CLIP + "encoder.layers." + i + ".";
            add(x, attention(norm(x, layer + "layer_norm1"), layer + "self_attn."));
            double[][] wide = linear(norm(x, layer + "layer_norm2"), layer + "mlp.fc1");
            for (double[] row : wide) {
                for (int j = 0; j < row.length; j++) {
                    row[j] /= 1 + Math.exp(-1.702 * row[j]);
                }
            }
            add(x, linear(wide, layer + "mlp.fc2"));
        }
        return Arrays.copyOfRange(x, 1, x.length);
    }

    private double[][] embedded(float[] pixels) {
        float[] kernel = weights.apply(CLIP + "embeddings.patch_embedding.weight");
        float[] positions = weights.apply(CLIP + "embeddings.position_embedding.weight");
        double[][] x = new double[1 + grid * grid][c];
        x[0] = doubles(weights.apply(CLIP + "embeddings.class_embedding"));
        int p = config.patchSize();
        int size = config.imageSize();
        for (int patch = 0; patch < grid * grid; patch++) {
            for (int out = 0; out < c; out++) {
                double sum = 0;
                for (int k = 0; k < 3 * p * p; k++) {
                    int row = patch / grid * p + k % (p * p) / p;
                    int column = patch % grid * p + k % p;
                    sum += kernel[out * 3 * p * p + k] * pixels[k / (p * p) * size * size + row * size + column];
                }
                x[1 + patch][out] = sum;
            }
        }
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < c; j++) {
                x[i][j] += positions[i * c + j];
            }
        }
        return x;
    }

    private double[][] attention(double[][] x, String name) {
        double[][] q = linear(x, name + "q_proj");
        double[][] k = linear(x, name + "k_proj");
        double[][] v = linear(x, name + "v_proj");
        int d = c / config.heads();
        double[][] seen = new double[x.length][c];
        for (int head = 0; head < config.heads(); head++) {
            for (int i = 0; i < x.length; i++) {
                double[] scores = new double[x.length];
                for (int j = 0; j < x.length; j++) {
                    for (int e = head * d; e < (head + 1) * d; e++) {
                        scores[j] += q[i][e] * k[j][e] / Math.sqrt(d);
                    }
                }
                double most = Arrays.stream(scores).max().orElseThrow();
                double total =
                        Arrays.stream(scores).map(s -> Math.exp(s - most)).sum();
                for (int j = 0; j < x.length; j++) {
                    for (int e = head * d; e < (head + 1) * d; e++) {
                        seen[i][e] += Math.exp(scores[j] - most) / total * v[j][e];
                    }
                }
            }
        }
        return linear(seen, name + "out_proj");
    }

    private double[][] norm(double[][] x, String name) {
        float[] gain = weights.apply(name + ".weight");
        float[] bias = weights.apply(name + ".bias");
        double[][] y = new double[x.length][c];
        for (int i = 0; i < x.length; i++) {
            double mean = Arrays.stream(x[i]).average().orElseThrow();
            double variance =
                    Arrays.stream(x[i]).map(v -> (v - mean) * (v - mean)).sum() / c;
            for (int j = 0; j < c; j++) {
                y[i][j] = (x[i][j] - mean) / Math.sqrt(variance + config.layerNormEps()) * gain[j] + bias[j];
            }
        }
        return y;
    }

    private double[][] linear(double[][] x, String name) {
        float[] w = weights.apply(name + ".weight");
        float[] bias = weights.apply(name + ".bias");
        double[][] y = new double[x.length][bias.length];
        for (int i = 0; i < x.length; i++) {
            for (int out = 0; out < bias.length; out++) {
                double sum = bias[out];
                for (int in = 0; in < x[i].length; in++) {
                    sum += w[out * x[i].length + in] * x[i][in];
                }
                y[i][out] = sum;
            }
        }
        return y;
    }

    private static void add(double[][] x, double[][] y) {
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x[i].length; j++) {
                x[i][j] += y[i][j];
            }
        }
    }

    private static double[][] joined(double[][]... parts) {
        return Arrays.stream(parts).flatMap(Arrays::stream).toArray(double[][]::new);
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    /** Kummer's series, whose terms have one sign. */
    private static double erf(double x) {
        if (Math.abs(x) > 6) {
            return Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; n < 200; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return sum * 2 / Math.sqrt(Math.PI) * Math.exp(-x * x);
    }
}
