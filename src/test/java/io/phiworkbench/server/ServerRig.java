package io.phiworkbench.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.server.ServedModels.Served;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** A server on a free port, and requests to it. */
final class ServerRig implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final ApiServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private ServerRig(ServerOptions options, List<Served> models) {
        server = ApiServer.start(options, () -> models);
    }

    /** Serves one model as {@code phi}. */
    static ServerRig serving(ChatModel model) {
        return serving(ServerOptions.loopback(0), model);
    }

    static ServerRig serving(ServerOptions options, ChatModel model) {
        return new ServerRig(options, List.of(new Served("phi", model)));
    }

    /** What came back. */
    record Answer(int status, HttpResponse<String> response) {

        JsonNode json() {
            return tree(response.body());
        }

        String error() {
            return json().at("/error/message").textValue();
        }

        String code() {
            return json().at("/error/code").textValue();
        }

        /** The documents of a stream, its end mark left out. */
        List<JsonNode> events() {
            List<JsonNode> events = new ArrayList<>();
            for (String line : response.body().split("\n")) {
                if (line.startsWith("data: ") && !line.equals("data: [DONE]")) {
                    events.add(tree(line.substring(6)));
                }
            }
            return events;
        }
    }

    static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Posts a chat request; single quotes stand for double ones. */
    Answer chat(String body, String... headers) throws Exception {
        return post("/v1/chat/completions", body.replace('\'', '"'), headers);
    }

    Answer complete(String body) throws Exception {
        return post("/v1/completions", body.replace('\'', '"'));
    }

    Answer post(String path, String body, String... headers) throws Exception {
        return send(request(path, headers).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer get(String path, String... headers) throws Exception {
        return send(request(path, headers).GET());
    }

    Answer send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response);
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
