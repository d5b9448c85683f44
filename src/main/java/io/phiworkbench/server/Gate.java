package io.phiworkbench.server;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;

/**
 * Who may ask. Without a key, any program of this machine; but no web page from elsewhere, which a browser on this machine
 * would let ask: browsers name a page's origin, and only pages of this machine pass. With a key, whoever has it.
 */
final class Gate {
    private static final Set<String> OWN_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final Optional<byte[]> key;

    Gate(Optional<String> key) {
        this.key = key.map(k -> k.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws ApiException if the request may not be answered */
    void check(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        if (origin != null && key.isEmpty() && !isOwn(origin)) {
            throw ApiException.request(
                    403,
                    "origin_not_allowed",
                    "pages of " + shortened(origin) + " may not ask this server; give it a key to allow that");
        }
    }

    /** @throws ApiException if the key is missing or wrong */
    void checkKey(HttpServerRequest request) {
        if (key.isPresent() && !MessageDigest.isEqual(key.get(), given(request).getBytes(StandardCharsets.UTF_8))) {
            throw ApiException.request(
                    401, "invalid_api_key", "the API key is missing or wrong; send it as 'Authorization: Bearer KEY'");
        }
    }

    private static String given(HttpServerRequest request) {
        String bearer = request.getHeader("Authorization");
        if (bearer != null && bearer.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return bearer.substring(7).strip();
        }
        String azure = request.getHeader("api-key");
        return azure == null ? "" : azure;
    }

    /** Lets a page that may ask also read the answer. */
    void welcome(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return;
        }
        HttpServerResponse response = request.response();
        response.putHeader("Access-Control-Allow-Origin", origin).putHeader("Vary", "Origin");
        String asked = request.getHeader("Access-Control-Request-Headers");
        if (asked != null) {
            response.putHeader("Access-Control-Allow-Headers", asked)
                    .putHeader("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
        }
    }

    private static boolean isOwn(String origin) {
        try {
            return OWN_HOSTS.contains(String.valueOf(URI.create(origin).getHost()));
        } catch (IllegalArgumentException e) {
            // What is no address is nobody's.
            return false;
        }
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
