package io.phiworkbench.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.CompletionException;

/**
 * The response to one request: one JSON document, or a stream of events. Writing waits until the bytes have left, so a
 * client that reads slowly slows its own answer and nothing else; not for the event loop.
 */
final class Reply {
    private final HttpServerResponse response;
    private final Json json;

    Reply(HttpServerResponse response, Json json) {
        this.response = response;
        this.json = json;
    }

    /** Sends a document as the whole response; returns at once. */
    void send(int status, JsonNode document) {
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(Buffer.buffer(json.bytes(document)));
    }

    /** Refuses the request: with a status, or where the response has begun with an event that says so. */
    void refuse(ApiException reason) {
        if (response.headWritten()) {
            if (!response.ended() && !response.closed()) {
                response.end(event(reason.json()));
            }
            return;
        }
        if (reason.mayBeTriedAgain()) {
            response.putHeader("Retry-After", "1");
        }
        send(reason.status(), reason.json());
    }

    /** @return false if nobody reads any more */
    boolean begin() {
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                .putHeader("Cache-Control", "no-cache")
                .putHeader("X-Accel-Buffering", "no");
        return written(response.writeHead());
    }

    /** @return false if nobody reads any more */
    boolean event(ObjectNode... documents) {
        Buffer all = Buffer.buffer();
        for (ObjectNode document : documents) {
            all.appendBuffer(event(document));
        }
        return written(response.write(all));
    }

    /** Keeps proxies and clients from giving up while nothing is to be told; @return as {@link #event} */
    boolean comment(String text) {
        return written(response.write(": " + text + "\n\n"));
    }

    void end() {
        if (!response.closed()) {
            response.end("data: [DONE]\n\n");
        }
    }

    private Buffer event(JsonNode document) {
        return Buffer.buffer("data: ").appendBytes(json.bytes(document)).appendString("\n\n");
    }

    private static boolean written(Future<Void> write) {
        try {
            write.toCompletionStage().toCompletableFuture().join();
            return true;
        } catch (CompletionException _) {
            // The connection is gone, which is all that a failed write says.
            return false;
        }
    }
}
