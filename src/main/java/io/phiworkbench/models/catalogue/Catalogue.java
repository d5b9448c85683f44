package io.phiworkbench.models.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phiworkbench.checkpoint.VisionConfig;
import io.phiworkbench.checkpoint.VisionConfig.HdTransformOrder;
import io.phiworkbench.inference.WeightShape;
import io.phiworkbench.models.MemoryShape;
import io.phiworkbench.models.hub.RepoId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;

/** The published models, the recommended ones first. Immutable. */
public final class Catalogue {
    private static final String RESOURCE = "catalogue.json";
    private static final double LAYER_NORM_EPSILON = 1e-5;

    private final List<CatalogueModel> models;

    private Catalogue(List<CatalogueModel> models) {
        this.models = List.copyOf(models);
    }

    /** Reads the catalogue that came with the program. */
    public static Catalogue read() {
        try (InputStream in = Catalogue.class.getResourceAsStream(RESOURCE)) {
            JsonNode json = new ObjectMapper().readTree(in);
            List<CatalogueModel> models = new ArrayList<>();
            json.required("models").forEach(model -> models.add(model(model, json.required("shapes"))));
            return new Catalogue(models);
        } catch (IOException e) {
            throw new UncheckedIOException("the program's " + RESOURCE + " cannot be read", e);
        }
    }

    public List<CatalogueModel> models() {
        return models;
    }

    /** By id, title, repository or the repository's name alone, whatever the case. */
    public Optional<CatalogueModel> find(String name) {
        return models.stream()
                .filter(m -> name.equalsIgnoreCase(m.id())
                        || name.equalsIgnoreCase(m.title())
                        || name.equalsIgnoreCase(m.repo().toString())
                        || name.equalsIgnoreCase(m.repo().name()))
                .findFirst();
    }

    private static CatalogueModel model(JsonNode json, JsonNode shapes) {
        return new CatalogueModel(
                json.required("id").asText(),
                json.required("title").asText(),
                RepoId.of(json.required("repository").asText()),
                json.required("licence").asText(),
                json.required("released").asText(),
                shape(
                        shapes.required(json.required("shape").asText()),
                        json.required("contextLength").asInt()),
                json.has("activeParameters")
                        ? OptionalLong.of(json.get("activeParameters").asLong())
                        : OptionalLong.empty(),
                StreamSupport.stream(json.required("languages").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList(),
                json.required("purpose").asText());
    }

    private static MemoryShape shape(JsonNode json, int contextLength) {
        List<WeightShape> weights = new ArrayList<>();
        for (JsonNode group : json.required("weights")) {
            long[] sizes = StreamSupport.stream(group.required("shape").spliterator(), false)
                    .mapToLong(JsonNode::asLong)
                    .toArray();
            int count = group.required("count").asInt();
            for (int i = 0; i < count; i++) {
                weights.add(new WeightShape(group.required("name").asText().replace("#", String.valueOf(i)), sizes));
            }
        }
        return new MemoryShape(
                json.required("layers").asInt(),
                json.required("keyValueHeads").asInt(),
                json.required("headWidth").asInt(),
                contextLength,
                Optional.ofNullable(json.get("vision")).map(Catalogue::vision),
                weights);
    }

    private static VisionConfig vision(JsonNode json) {
        int layers = json.required("layers").asInt();
        return new VisionConfig(
                json.required("width").asInt(),
                json.required("mlpWidth").asInt(),
                layers,
                layers - 1,
                json.required("heads").asInt(),
                LAYER_NORM_EPSILON,
                json.required("imageSize").asInt(),
                json.required("patchSize").asInt(),
                HdTransformOrder.CROPS_FIRST);
    }
}
