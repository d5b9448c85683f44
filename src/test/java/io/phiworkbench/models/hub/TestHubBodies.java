package io.phiworkbench.models.hub;

import java.util.Random;

/** Bodies that are not what the Hub announced. */
final class TestHubBodies {
    private TestHubBodies() {}

    /** Exactly these bytes, whatever was asked for. */
    static TestHub.Answer of(byte[] body) {
        return exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            return true;
        };
    }

    /** As many bytes as were asked for, but others. */
    static TestHub.Answer noise(long seed) {
        return exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            String[] ends = range.substring("bytes=".length()).split("-");
            long from = Long.parseLong(ends[0]);
            byte[] body = new byte[(int) (Long.parseLong(ends[1]) + 1 - from)];
            new Random(seed).nextBytes(body);
            exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + ends[1] + "/*");
            exchange.sendResponseHeaders(206, body.length);
            exchange.getResponseBody().write(body);
            return true;
        };
    }
}
