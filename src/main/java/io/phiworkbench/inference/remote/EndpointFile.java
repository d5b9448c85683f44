package io.phiworkbench.inference.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.failure.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The user's endpoints in a JSON file that a person can read and edit; keys are not in it. */
final class EndpointFile {
    private final ObjectMapper json =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private final Path file;

    EndpointFile(Path file) {
        this.file = file;
    }

    /** @throws RemoteException if the file cannot be understood; it is left as it is */
    List<Endpoint> read() {
        List<Endpoint> endpoints = new ArrayList<>();
        try {
            for (JsonNode entry : json.readTree(Files.readAllBytes(file)).path("endpoints")) {
                endpoints.add(endpoint(entry));
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (JsonProcessingException e) {
            throw damaged(e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new RemoteException(e, RemoteFault.LIST_FILE_UNREADABLE, file, FileFault.of(e));
        }
        return endpoints;
    }

    private Endpoint endpoint(JsonNode entry) {
        try {
            String preset = entry.path("preset").asText();
            JsonNode context = entry.path("contextLength");
            return new Endpoint(
                    entry.path("name").asText(),
                    Preset.of(preset).orElseThrow(() -> new RemoteException(RemoteFault.NO_PRESET, preset)),
                    entry.path("baseUrl").asText(),
                    entry.path("model").asText(),
                    context.isInt() ? OptionalInt.of(context.intValue()) : OptionalInt.empty(),
                    entry.path("readsImages").asBoolean());
        } catch (RemoteException e) {
            throw damaged(e.failure(), e);
        }
    }

    private RemoteException damaged(Object what, Exception cause) {
        return new RemoteException(cause, RemoteFault.LIST_FILE_BROKEN, file, what);
    }

    void write(List<Endpoint> endpoints) {
        ObjectNode document = json.createObjectNode();
        ArrayNode list = document.putArray("endpoints");
        for (Endpoint endpoint : endpoints) {
            ObjectNode entry = list.addObject()
                    .put("name", endpoint.name())
                    .put("preset", endpoint.preset().id())
                    .put("baseUrl", endpoint.baseUrl())
                    .put("model", endpoint.model())
                    .put("readsImages", endpoint.readsImages());
            endpoint.contextLength().ifPresent(length -> entry.put("contextLength", length));
        }
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, "endpoints-", ".tmp");
            Files.write(part, json.writeValueAsBytes(document));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new RemoteException(e, RemoteFault.LIST_FILE_UNWRITTEN, file, FileFault.of(e));
        }
    }
}
