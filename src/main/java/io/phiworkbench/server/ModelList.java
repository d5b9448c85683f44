package io.phiworkbench.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.inference.ModelDescription;
import io.phiworkbench.server.ServedModels.Served;
import java.util.List;

/** The answers of {@code /v1/models}. */
final class ModelList {
    private final long created;

    /** @param created when the server started, in seconds since 1970: what clients get as the models' age */
    ModelList(long created) {
        this.created = created;
    }

    ObjectNode all(List<Served> models) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("object", "list");
        ArrayNode data = json.putArray("data");
        models.forEach(model -> data.add(one(model)));
        return json;
    }

    /** OpenAI's fields, vLLM's {@code max_model_len}, and what the model reads. */
    ObjectNode one(Served served) {
        ModelDescription model = served.model().description();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", served.name())
                .put("object", "model")
                .put("created", created)
                .put("owned_by", "phi-workbench")
                .put("max_model_len", model.contextLength());
        ArrayNode reads = json.putArray("input_modalities").add("text");
        if (model.readsImages()) {
            reads.add("image");
        }
        return json;
    }
}
