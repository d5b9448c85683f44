package io.phiworkbench.server;

import java.util.Optional;

/**
 * How the server listens.
 *
 * @param host name or address to listen on
 * @param port 0 for any that is free
 * @param apiKey what clients have to send as {@code Authorization: Bearer …}; empty for none
 * @param mostBodyBytes longest request
 * @param mostWaiting most requests that run or wait at a time; further ones are told to come again
 */
public record ServerOptions(String host, int port, Optional<String> apiKey, int mostBodyBytes, int mostWaiting) {
    /** Where nothing else is said: a port that no well-known program of this kind takes. */
    public static final int DEFAULT_PORT = 8765;

    private static final int MOST_BODY_BYTES = 64 << 20;
    private static final int MOST_WAITING = 1024;

    public ServerOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("the port must be 0 (any) to 65535, not " + port);
        }
        apiKey = apiKey.filter(key -> !key.isBlank());
    }

    /** On this machine alone, without a key. */
    public static ServerOptions loopback(int port) {
        return new ServerOptions("127.0.0.1", port, Optional.empty(), MOST_BODY_BYTES, MOST_WAITING);
    }

    public ServerOptions withHost(String value) {
        return new ServerOptions(value, port, apiKey, mostBodyBytes, mostWaiting);
    }

    public ServerOptions withApiKey(Optional<String> value) {
        return new ServerOptions(host, port, value, mostBodyBytes, mostWaiting);
    }

    public ServerOptions withMostBodyBytes(int value) {
        return new ServerOptions(host, port, apiKey, value, mostWaiting);
    }

    public ServerOptions withMostWaiting(int value) {
        return new ServerOptions(host, port, apiKey, mostBodyBytes, value);
    }
}
