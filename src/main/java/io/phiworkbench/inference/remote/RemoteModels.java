package io.phiworkbench.inference.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.client.OpenAIClient;
import com.openai.errors.OpenAIException;
import com.openai.models.models.Model;
import io.phiworkbench.inference.ChatModel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The user's remote models: endpoints in a file, their keys in the system's keychain or, where there is none, in a file
 * that only the user can read. Thread-safe; everything may block, so nothing is for the FX thread.
 */
public final class RemoteModels {
    private static final Duration CATALOGUE_TIMEOUT = Duration.ofSeconds(30);

    private final EndpointFile file;
    private final ApiKeys keys;

    RemoteModels(EndpointFile file, ApiKeys keys) {
        this.file = file;
        this.keys = keys;
    }

    /** @param folder the user's data: {@code endpoints.json} and, without a keychain, {@code keys.properties} */
    public static RemoteModels in(Path folder) {
        return new RemoteModels(
                new EndpointFile(folder.resolve("endpoints.json")), ApiKeys.ofUser(folder.resolve("keys.properties")));
    }

    /** As {@link #in}, but keys are kept in the file whatever the system has, and no environment is read. */
    public static RemoteModels withKeysInFile(Path folder) {
        return new RemoteModels(
                new EndpointFile(folder.resolve("endpoints.json")),
                new ApiKeys(Optional.empty(), new KeyFile(folder.resolve("keys.properties")), Map.of()));
    }

    /** @throws RemoteException if the file cannot be read */
    public synchronized List<Endpoint> endpoints() {
        return file.read();
    }

    public Optional<Endpoint> find(String name) {
        return endpoints().stream().filter(e -> e.name().equals(name)).findFirst();
    }

    /**
     * Adds an endpoint, or puts it in the place of the one of the same name.
     *
     * @param key to store; empty to leave what is stored as it is
     * @return where the key is now, if one was given
     */
    public synchronized Optional<String> put(Endpoint endpoint, Optional<String> key) {
        List<Endpoint> all = new ArrayList<>(file.read());
        int place = all.stream().map(Endpoint::name).toList().indexOf(endpoint.name());
        if (place < 0) {
            all.add(endpoint);
        } else {
            all.set(place, endpoint);
        }
        file.write(all);
        return key.map(String::strip).filter(k -> !k.isEmpty()).map(k -> keys.put(endpoint.name(), k));
    }

    /** Forgets an endpoint and its key. @return whether there was one */
    public synchronized boolean remove(String name) {
        List<Endpoint> all = new ArrayList<>(file.read());
        boolean was = all.removeIf(e -> e.name().equals(name));
        if (was) {
            file.write(all);
            keys.remove(name);
        }
        return was;
    }

    /** Whether a key is stored for it or stands in the environment. */
    public boolean hasKey(Endpoint endpoint) {
        return keys.get(endpoint.name(), endpoint.preset()).isPresent();
    }

    /**
     * The model of an endpoint; asks nothing yet. The caller's to close.
     *
     * @throws RemoteException if the key cannot be read
     */
    public ChatModel connect(Endpoint endpoint) {
        Optional<String> key = keys.get(endpoint.name(), endpoint.preset());
        return new RemoteChatModel(endpoint, RemoteClient.open(endpoint.preset(), endpoint.baseUrl(), key), key);
    }

    /**
     * Asks an address which models it has; this also tells whether address and key are right.
     *
     * @param name the endpoint whose stored key is used where none is given; need not exist
     * @throws RemoteException if it cannot be asked or does not tell
     */
    public List<OfferedModel> offered(String name, Preset preset, String baseUrl, Optional<String> given) {
        String url = Endpoint.checked(baseUrl);
        String host = URI.create(url).getHost();
        Optional<String> key =
                given.map(String::strip).filter(k -> !k.isEmpty()).or(() -> keys.get(name, preset));
        Failures failures = new Failures(host, key);
        if (preset == Preset.GITHUB_MODELS && url.endsWith("/inference")) {
            return catalogue(url.replaceFirst("/inference$", "/catalog/models"), key, failures);
        }
        OpenAIClient client = RemoteClient.open(preset, url, key);
        try {
            return client.models().list().data().stream()
                    .map(RemoteModels::offered)
                    .toList();
        } catch (OpenAIException e) {
            throw new RemoteException(failures.of(e), e);
        } finally {
            client.close();
        }
    }

    /** OpenAI's fields, and those of vLLM and of this program's own server. */
    private static OfferedModel offered(Model model) {
        Map<String, com.openai.core.JsonValue> more = model._allProperties();
        OptionalInt context = Optional.ofNullable(more.get("max_model_len"))
                .map(v -> v.convert(Object.class))
                .filter(Number.class::isInstance)
                .map(n -> OptionalInt.of(((Number) n).intValue()))
                .orElse(OptionalInt.empty());
        Optional<Boolean> images = Optional.ofNullable(more.get("input_modalities"))
                .map(v -> v.convert(Object.class))
                .filter(List.class::isInstance)
                .map(list -> ((List<?>) list).contains("image"));
        return new OfferedModel(model.id(), context, images);
    }

    /** GitHub lists its models elsewhere and in another form than OpenAI does. */
    private static List<OfferedModel> catalogue(String url, Optional<String> key, Failures failures) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(CATALOGUE_TIMEOUT);
        key.ifPresent(k -> request.header("Authorization", "Bearer " + k));
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new RemoteException(RemoteFault.LISTS_NOTHING, failures.host(), response.statusCode());
            }
            List<OfferedModel> models = new ArrayList<>();
            for (JsonNode entry : new ObjectMapper().readTree(response.body())) {
                int context = entry.at("/limits/max_input_tokens").asInt();
                models.add(new OfferedModel(
                        entry.path("id").asText(),
                        context > 0 ? OptionalInt.of(context) : OptionalInt.empty(),
                        Optional.of(entry.path("supported_input_modalities")
                                .toString()
                                .contains("\"image\""))));
            }
            return models;
        } catch (IOException e) {
            throw new RemoteException(e, RemoteFault.LIST_UNREADABLE, failures.host(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteException(e, RemoteFault.INTERRUPTED, failures.host());
        }
    }
}
