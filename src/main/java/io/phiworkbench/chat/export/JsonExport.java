package io.phiworkbench.chat.export;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.chat.Attachment;
import io.phiworkbench.chat.CheckedJson;
import io.phiworkbench.chat.Conversation;
import io.phiworkbench.chat.FailureJson;
import io.phiworkbench.chat.Message;
import io.phiworkbench.chat.RunJson;
import io.phiworkbench.chat.StoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A conversation with all its branches and pictures as JSON, streamed, so that many pictures need no memory. The
 * model's folder is left out: it tells how this machine is laid out.
 */
final class JsonExport {
    static final String FORMAT = "phi-workbench-chat";
    static final int VERSION = 1;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Exported exported;

    JsonExport(Exported exported) {
        this.exported = exported;
    }

    void write(OutputStream out) throws IOException {
        try (JsonGenerator json = MAPPER.createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("format", FORMAT);
            json.writeNumberField("version", VERSION);
            json.writeStringField("exported", ExportWords.iso(Instant.now()));
            json.writeFieldName("conversation");
            json.writeTree(conversation(exported.conversation()));
            json.writeArrayFieldStart("messages");
            for (Message message : exported.stored().messages()) {
                json.writeTree(message(message));
            }
            json.writeEndArray();
            writePictures(json);
            json.writeEndObject();
        }
    }

    private void writePictures(JsonGenerator json) throws IOException {
        Set<String> hashes = new LinkedHashSet<>();
        exported.stored().messages().stream()
                .flatMap(message -> message.attachments().stream())
                .flatMap(a ->
                        Stream.concat(Stream.of(a.sha256()), a.edit().map(Attachment.Edit::originalSha256).stream()))
                .forEach(hashes::add);
        json.writeObjectFieldStart("pictures");
        for (String hash : hashes) {
            json.writeFieldName(hash);
            try {
                json.writeBinary(exported.pictures().apply(hash));
            } catch (StoreException e) {
                json.writeNull();
            }
        }
        json.writeEndObject();
    }

    private static ObjectNode conversation(Conversation c) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("title", c.title())
                .put("folder", c.folder())
                .put("pinned", c.pinned())
                .put("systemPrompt", c.systemPrompt())
                .put("created", ExportWords.iso(c.created()))
                .put("updated", ExportWords.iso(c.updated()));
        json.set("options", RunJson.write(c.options()));
        c.model().ifPresent(m -> json.putObject("model").put("name", m.name()).put("remote", m.remote()));
        return json;
    }

    private ObjectNode message(Message m) {
        ObjectNode json = MAPPER.createObjectNode().put("id", m.id());
        m.parent().ifPresent(parent -> json.put("parent", parent));
        json.put("role", CheckedJson.name(m.role()))
                .put("text", m.text())
                .put("state", CheckedJson.name(m.state()))
                .put("model", m.model())
                .put("created", ExportWords.iso(m.created()))
                .put("selected", exported.stored().selected().contains(m.id()));
        m.failure().ifPresent(failure -> {
            json.put("error", failure.english());
            json.set("failure", FailureJson.write(failure));
        });
        m.attachments().forEach(a -> json.withArray("/attachments").add(attachment(a)));
        m.details().ifPresent(details -> {
            json.set("details", RunJson.write(details));
            if (details.hasTokens()) {
                json.set("tokens", RunJson.write(exported.tokens().apply(m.id())));
            }
        });
        return json;
    }

    private static ObjectNode attachment(Attachment a) {
        ObjectNode json = MAPPER.createObjectNode().put("sha256", a.sha256()).put("name", a.name());
        a.numCrops().ifPresent(crops -> json.put("numCrops", crops));
        a.edit().ifPresent(edit -> {
            ObjectNode made = json.putObject("edit")
                    .put("original", edit.originalSha256())
                    .put("quarterTurns", edit.quarterTurns());
            edit.region().ifPresent(region -> made.put("region", region.text()));
        });
        return json;
    }
}
