package io.phiworkbench.server;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/**
 * Collects the body of one request, within limits; what is refused is still read, and thrown away, so that the client
 * gets to see the answer. Used on the request's event loop.
 */
final class BodyReader {
    private static final long SILENCE_MILLIS = 30_000;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final int most;
    private final ByteBudget budget;
    private final Consumer<ApiException> refused;
    private final Buffer body = Buffer.buffer();
    private boolean done;
    private long heard;
    private long timer;
    private long reserved;

    /** @param refused called at most once, instead of the receiver of {@link #read} */
    BodyReader(Vertx vertx, HttpServerRequest request, int most, ByteBudget budget, Consumer<ApiException> refused) {
        this.vertx = vertx;
        this.request = request;
        this.most = most;
        this.budget = budget;
        this.refused = refused;
    }

    /** @param receiver gets the whole body, whose bytes are taken from the budget and its to give back */
    void read(Consumer<byte[]> receiver) {
        request.exceptionHandler(_ -> stop());
        request.handler(this::take);
        request.endHandler(_ -> {
            if (!done) {
                done = true;
                vertx.cancelTimer(timer);
                receiver.accept(body.getBytes());
            }
        });
        timer = vertx.setPeriodic(SILENCE_MILLIS, _ -> watch());
        if (length() > most) {
            refuse(tooLarge());
        } else if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
    }

    private void take(Buffer chunk) {
        heard++;
        if (done) {
            return;
        }
        if (body.length() + (long) chunk.length() > most) {
            refuse(tooLarge());
        } else if (!budget.take(chunk.length())) {
            refuse(ApiException.busy("too many large requests at once; send it again in a moment"));
        } else {
            reserved += chunk.length();
            body.appendBuffer(chunk);
        }
    }

    private long length() {
        try {
            String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            // Longer than any number is longer than any limit.
            return Long.MAX_VALUE;
        }
    }

    private ApiException tooLarge() {
        return ApiException.request(
                413,
                "request_too_large",
                "the request is larger than " + (most >> 20) + " MiB; send fewer or smaller pictures");
    }

    private void watch() {
        if (heard == 0) {
            refuse(ApiException.request(408, "request_timeout", "the request stopped in the middle; send it again"));
        }
        heard = 0;
    }

    private void refuse(ApiException reason) {
        if (!done) {
            stop();
            refused.accept(reason);
        }
    }

    /** Of a connection that ended as well. */
    private void stop() {
        if (!done) {
            done = true;
            vertx.cancelTimer(timer);
            budget.giveBack(reserved);
        }
    }
}
