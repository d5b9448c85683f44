package io.phiworkbench.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.chat.RunJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a run of a prompt set is about, as far as it decides whether an answer of it is one of another run too.
 *
 * @param id tells runs apart; a run that goes on keeps it
 * @param set the file of prompts
 * @param questions prompts, expected answers, and pictures with size and time
 * @param models their settings by their labels
 * @param notes of who runs it, such as which pane has which model
 */
public record SetRun(String id, Path set, JsonNode questions, Map<String, JsonNode> models, JsonNode notes) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** A new run. */
    public static SetRun of(Path set, List<Question> questions, List<ComparedModel> models, JsonNode notes) {
        ArrayNode asked = JSON.arrayNode();
        questions.forEach(question -> asked.add(json(question)));
        Map<String, JsonNode> settings = new LinkedHashMap<>();
        models.forEach(model -> settings.put(model.label(), RunJson.write(model.options())));
        return new SetRun(UUID.randomUUID().toString(), set.toAbsolutePath().normalize(), asked, settings, notes);
    }

    /** Whether the same questions are asked. */
    boolean asksTheSame(SetRun other) {
        return set.equals(other.set) && questions.equals(other.questions);
    }

    /** Whether a model answers in the same way in the other run. */
    boolean hasAlike(String model, SetRun other) {
        return models.containsKey(model) && models.get(model).equals(other.models.get(model));
    }

    SetRun withId(String value) {
        return new SetRun(value, set, questions, models, notes);
    }

    /** How many answers it has when it is done. */
    public int total() {
        return questions.size() * models.size();
    }

    ObjectNode json() {
        ObjectNode json = JSON.objectNode().put("run", id).put("set", set.toString());
        json.set("questions", questions);
        ObjectNode settings = json.putObject("models");
        models.forEach(settings::set);
        json.set("notes", notes);
        return json;
    }

    /** @throws IllegalArgumentException if it is none */
    static SetRun of(JsonNode json) {
        if (!json.path("run").isTextual()
                || !json.path("set").isTextual()
                || !json.path("questions").isArray()
                || !json.path("models").isObject()) {
            throw new IllegalArgumentException("the first line says nothing of a run");
        }
        Map<String, JsonNode> models = new LinkedHashMap<>();
        json.get("models").properties().forEach(model -> models.put(model.getKey(), model.getValue()));
        return new SetRun(
                json.get("run").textValue(),
                Path.of(json.get("set").textValue()),
                json.get("questions"),
                models,
                json.path("notes"));
    }

    private static ObjectNode json(Question question) {
        ObjectNode json = JSON.objectNode().put("line", question.line()).put("prompt", question.prompt());
        ArrayNode pictures = json.putArray("images");
        question.images().forEach(picture -> pictures.add(stamp(picture)));
        question.expected().ifPresent(expected -> json.put("expected", expected));
        return json;
    }

    /** A picture that was drawn anew has another size or time, so its answers are asked for again. */
    private static String stamp(QuestionPicture picture) {
        if (!(picture instanceof QuestionPicture.Stored(Path file, var crops))) {
            return picture.source();
        }
        try {
            return file.toAbsolutePath().normalize() + " " + Files.size(file) + " "
                    + Files.getLastModifiedTime(file).toMillis() + " " + crops;
        } catch (IOException e) {
            // Gone: its question will fail, or it comes back as another one.
            return file + " " + crops;
        }
    }
}
