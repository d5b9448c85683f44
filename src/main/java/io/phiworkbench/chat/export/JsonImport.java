package io.phiworkbench.chat.export;

import static io.phiworkbench.chat.CheckedJson.bool;
import static io.phiworkbench.chat.CheckedJson.constant;
import static io.phiworkbench.chat.CheckedJson.intValue;
import static io.phiworkbench.chat.CheckedJson.list;
import static io.phiworkbench.chat.CheckedJson.longValue;
import static io.phiworkbench.chat.CheckedJson.object;
import static io.phiworkbench.chat.CheckedJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.phiworkbench.chat.Attachment;
import io.phiworkbench.chat.CheckedJson;
import io.phiworkbench.chat.Conversation;
import io.phiworkbench.chat.FailureJson;
import io.phiworkbench.chat.Message;
import io.phiworkbench.chat.MessageState;
import io.phiworkbench.chat.ModelReference;
import io.phiworkbench.chat.RunJson;
import io.phiworkbench.chat.StoredConversation;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.ChatMessage.Role;
import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.inference.ImageInput;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads what {@link JsonExport} wrote, trusting nothing: all of it is checked before any of it is stored. Faults are
 * {@link IllegalArgumentException}s of one line.
 *
 * @param stored under the file's ids
 * @param pictures those that are in the file; an exported conversation may have lost some
 * @param tokens by message
 */
record JsonImport(StoredConversation stored, List<ImageInput> pictures, Map<Long, List<GeneratedToken>> tokens) {

    static JsonImport read(Path file) throws IOException {
        JsonNode json = CheckedJson.read(file);
        if (!json.path("format").asText("").equals(JsonExport.FORMAT)) {
            throw new IllegalArgumentException("it is not a chat that Phi Workbench exported");
        }
        int version = intValue(json, "version");
        if (version > JsonExport.VERSION) {
            throw new IllegalArgumentException("it is of version " + version + " and this program reads up to "
                    + JsonExport.VERSION + ": update the program");
        }
        Map<String, ImageInput> pictures = pictures(object(json, "pictures"));
        Map<Long, Message> messages = new LinkedHashMap<>();
        Set<Long> selected = new HashSet<>();
        Map<Long, List<GeneratedToken>> tokens = new HashMap<>();
        for (JsonNode entry : list(json, "messages")) {
            Message message = message(entry, messages, json.get("pictures"));
            messages.put(message.id(), message);
            if (bool(entry, "selected")) {
                selected.add(message.id());
            }
            if (entry.hasNonNull("tokens")) {
                tokens.put(message.id(), RunJson.tokens(list(entry, "tokens")));
            }
        }
        return new JsonImport(
                new StoredConversation(
                        conversation(object(json, "conversation")), List.copyOf(messages.values()), selected),
                List.copyOf(pictures.values()),
                tokens);
    }

    private static Conversation conversation(JsonNode json) {
        Optional<ModelReference> model = json.hasNonNull("model")
                ? Optional.of(
                        new ModelReference(text(json.get("model"), "name"), "", bool(json.get("model"), "remote")))
                : Optional.empty();
        return new Conversation(
                0,
                text(json, "title"),
                text(json, "folder"),
                bool(json, "pinned"),
                text(json, "systemPrompt"),
                RunJson.options(object(json, "options")),
                model,
                time(json, "created"),
                time(json, "updated"));
    }

    private static Message message(JsonNode json, Map<Long, Message> before, JsonNode pictures) {
        long id = longValue(json, "id");
        Role role = constant(Role.class, json, "role");
        OptionalLong parent =
                json.hasNonNull("parent") ? OptionalLong.of(longValue(json, "parent")) : OptionalLong.empty();
        if (before.containsKey(id)) {
            throw new IllegalArgumentException("two messages have the id " + id);
        }
        if (parent.isPresent() && !before.containsKey(parent.getAsLong())) {
            throw new IllegalArgumentException("message " + id + " follows a message that does not stand before it");
        }
        if (role == Role.SYSTEM || role == Role.ASSISTANT && parent.isEmpty()) {
            throw new IllegalArgumentException("message " + id + " has no question that it answers");
        }
        MessageState state = constant(MessageState.class, json, "state");
        return new Message(
                id,
                parent,
                role,
                text(json, "text"),
                attachments(json, pictures),
                // What ran when it was exported runs nowhere now.
                state == MessageState.RUNNING ? MessageState.INTERRUPTED : state,
                failure(json),
                json.hasNonNull("details") ? Optional.of(RunJson.details(object(json, "details"))) : Optional.empty(),
                text(json, "model"),
                time(json, "created"));
    }

    private static Optional<Failure> failure(JsonNode json) {
        if (json.hasNonNull("failure")) {
            return Optional.of(FailureJson.read(object(json, "failure")));
        }
        return json.hasNonNull("error") ? Optional.of(new Failure.Plain(text(json, "error"))) : Optional.empty();
    }

    private static List<Attachment> attachments(JsonNode message, JsonNode pictures) {
        List<Attachment> attachments = new ArrayList<>();
        if (message.hasNonNull("attachments")) {
            for (JsonNode entry : list(message, "attachments")) {
                attachments.add(new Attachment(
                        hash(entry, "sha256", pictures),
                        text(entry, "name"),
                        entry.hasNonNull("numCrops")
                                ? OptionalInt.of(Math.max(1, intValue(entry, "numCrops")))
                                : OptionalInt.empty(),
                        entry.hasNonNull("edit") ? Optional.of(edit(entry.get("edit"), pictures)) : Optional.empty()));
            }
        }
        return attachments;
    }

    private static Attachment.Edit edit(JsonNode json, JsonNode pictures) {
        return new Attachment.Edit(
                hash(json, "original", pictures),
                Math.floorMod(intValue(json, "quarterTurns"), 4),
                json.hasNonNull("region")
                        ? Optional.of(Attachment.Region.parse(text(json, "region")))
                        : Optional.empty());
    }

    private static String hash(JsonNode json, String field, JsonNode pictures) {
        String hash = text(json, field);
        if (!pictures.has(hash)) {
            throw new IllegalArgumentException("the picture " + hash + " is not among \"pictures\"");
        }
        return hash;
    }

    private static Map<String, ImageInput> pictures(JsonNode json) throws IOException {
        Map<String, ImageInput> pictures = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            if (!entry.getKey().matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("\"" + entry.getKey() + "\" is not the hash of a picture");
            }
            if (entry.getValue().isNull()) {
                continue;
            }
            ImageInput picture = ImageInput.of(entry.getKey(), bytes(entry));
            if (!picture.sha256().equals(entry.getKey())) {
                throw new IllegalArgumentException("the picture " + entry.getKey() + " is damaged: its hash differs");
            }
            pictures.put(entry.getKey(), picture);
        }
        return pictures;
    }

    private static byte[] bytes(Map.Entry<String, JsonNode> entry) throws IOException {
        try {
            byte[] bytes = entry.getValue().isTextual() ? entry.getValue().binaryValue() : null;
            if (bytes == null) {
                throw new IllegalArgumentException("the picture " + entry.getKey() + " is not in base64");
            }
            return bytes;
        } catch (com.fasterxml.jackson.databind.exc.InvalidFormatException e) {
            throw new IllegalArgumentException("the picture " + entry.getKey() + " is not in base64", e);
        }
    }

    private static Instant time(JsonNode json, String field) {
        try {
            return Instant.parse(text(json, field)).truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"" + field + "\" is not a time", e);
        }
    }
}
