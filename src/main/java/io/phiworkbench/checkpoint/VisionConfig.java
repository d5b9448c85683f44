package io.phiworkbench.checkpoint;

/**
 * The image part of a vision model: a CLIP encoder and the projection of its features into the decoder's width. The
 * published configs name the encoder only ({@code openai/clip-vit-large-patch14-336}); its sizes are then ViT-L/14-336,
 * and {@code img_processor.vision_config} overrides them.
 *
 * @param hiddenSize width of the encoder, {@code image_dim_out}
 * @param intermediateSize width of its MLP
 * @param layers all its layers
 * @param featureLayers how many of them run: their output is the features ({@code img_processor.layer_idx}; all but the
 *     last one where it is absent)
 * @param heads its attention heads
 * @param layerNormEps of its LayerNorms
 * @param imageSize side of a crop in pixels
 * @param patchSize side of a patch in pixels; an even number of patches fits a crop's side
 * @param order which of global view and crops comes first
 */
public record VisionConfig(
        int hiddenSize,
        int intermediateSize,
        int layers,
        int featureLayers,
        int heads,
        double layerNormEps,
        int imageSize,
        int patchSize,
        HdTransformOrder order) {

    /** The order of an image's features in the prompt, {@code embd_layer.hd_transform_order}. */
    public enum HdTransformOrder {
        /** Crops, separator, global view: the published models. */
        CROPS_FIRST,
        /** Global view, separator, crops. */
        GLOBAL_FIRST
    }

    /** Patches along the side of a crop: 24 for 336 / 14. */
    public int grid() {
        return imageSize / patchSize;
    }

    /** Prompt tokens of one crop, without separators: 2×2 patches become one, 144 for 336 / 14. */
    public int tokensPerCrop() {
        return (grid() / 2) * (grid() / 2);
    }

    static VisionConfig read(JsonFields config) {
        JsonFields processor = config.object("img_processor").orElseThrow(() -> config.missing("img_processor"));
        JsonFields encoder = processor.objectOrEmpty("vision_config");
        require(processor, "name", "clip_vision_model");
        require(encoder, "hidden_act", "quick_gelu");
        require(processor, "type_feature", "patch");
        int layers = encoder.positiveInt("num_hidden_layers", 24);
        VisionConfig vision = new VisionConfig(
                encoder.positiveInt("hidden_size", 1024),
                encoder.positiveInt("intermediate_size", 4096),
                layers,
                featureLayers(processor, layers),
                encoder.positiveInt("num_attention_heads", 16),
                encoder.positive("layer_norm_eps", 1e-5),
                encoder.positiveInt("image_size", 336),
                encoder.positiveInt("patch_size", 14),
                order(config));
        vision.check(processor, encoder);
        return vision;
    }

    /** {@code layer_idx} counts the encoder's states: 0 is its input, -1 the output of its last layer. */
    private static int featureLayers(JsonFields processor, int layers) {
        int index = processor.optionalInt("layer_idx", Integer.MIN_VALUE).orElse(-2);
        int featureLayers = index < 0 ? layers + 1 + index : index;
        if (featureLayers < 1 || featureLayers > layers) {
            throw processor.invalid("layer_idx", FieldFault.BEYOND_LAYERS, index, layers);
        }
        return featureLayers;
    }

    private static HdTransformOrder order(JsonFields config) {
        JsonFields layer = config.objectOrEmpty("embd_layer");
        require(layer, "embedding_cls", "image");
        require(layer, "projection_cls", "mlp");
        requireTrue(layer, "use_hd_transform");
        requireTrue(layer, "with_learnable_separator");
        // Where the field is left out the reference's code takes the other order than the published models have.
        String order = layer.text("hd_transform_order").orElse(config.has("embd_layer") ? "glb_sub" : "sub_glb");
        return switch (order) {
            case "sub_glb" -> HdTransformOrder.CROPS_FIRST;
            case "glb_sub" -> HdTransformOrder.GLOBAL_FIRST;
            default -> throw layer.unsupported("hd_transform_order", FieldFault.OTHER_TEXTS, order, "sub_glb, glb_sub");
        };
    }

    private void check(JsonFields processor, JsonFields encoder) {
        int dimOut = processor.positiveInt("image_dim_out", hiddenSize);
        if (dimOut != hiddenSize) {
            throw processor.invalid("image_dim_out", FieldFault.OTHER_WIDTH, dimOut, hiddenSize);
        }
        if (hiddenSize % heads != 0) {
            throw encoder.invalid("num_attention_heads", FieldFault.NO_DIVISOR, heads, hiddenSize);
        }
        if (imageSize % (2 * patchSize) != 0) {
            throw encoder.invalid("image_size", FieldFault.ODD_PATCHES, imageSize, patchSize);
        }
    }

    private static void require(JsonFields json, String name, String supported) {
        String found = json.text(name).orElse(supported);
        if (!found.equals(supported)) {
            throw json.unsupported(name, FieldFault.OTHER_TEXT, found, supported);
        }
    }

    private static void requireTrue(JsonFields json, String name) {
        if (!json.flag(name, true)) {
            throw json.unsupported(name, FieldFault.IS_FALSE);
        }
    }
}
