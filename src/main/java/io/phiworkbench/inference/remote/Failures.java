package io.phiworkbench.inference.remote;

import com.openai.core.JsonValue;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIServiceException;
import io.phiworkbench.failure.Failure;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * What went wrong at an endpoint: what the server says in its own words, and what the user can do.
 *
 * @param key left out of everything, should a server repeat it
 */
record Failures(String host, Optional<String> key) {
    private static final int LONGEST = 500;

    Failure of(Throwable failure) {
        return switch (failure) {
            case OpenAIServiceException e -> service(e);
            case OpenAIIoException e -> connection(e.getCause() == null ? e : e.getCause());
            case OpenAIInvalidDataException _ -> notCompatible();
            case OpenAIException e -> Failure.of(RemoteFault.CLIENT_FAILS, host, safe(e.getMessage()));
            default -> Failure.of(RemoteFault.NOT_ASKED, host, safe(failure));
        };
    }

    /** In one line, and without the key. */
    private String safe(Object words) {
        String clean = String.valueOf(words).strip().replaceAll("\\s*\\R\\s*", " ");
        String safe = key.map(k -> clean.replace(k, "…")).orElse(clean);
        return safe.length() > LONGEST ? safe.substring(0, LONGEST) + "…" : safe;
    }

    /** For a server that answers, but not as this interface does. */
    Failure notCompatible() {
        return Failure.of(RemoteFault.NOT_COMPATIBLE, host);
    }

    private Failure service(OpenAIServiceException e) {
        Failure answer = said(e.body())
                .map(words -> Failure.of(RemoteFault.ANSWERS, host, e.statusCode(), safe(words)))
                .orElseGet(() -> Failure.of(RemoteFault.ANSWERS_SILENTLY, host, e.statusCode()));
        return switch (e.statusCode()) {
            case 401 -> Failure.of(RemoteFault.CHECK_KEY, answer);
            case 403 -> Failure.of(RemoteFault.CHECK_RIGHT, answer);
            case 404 -> Failure.of(RemoteFault.CHECK_ADDRESS, answer);
            case 413 -> Failure.of(RemoteFault.SEND_LESS, answer);
            case 429 -> Failure.of(RemoteFault.ASKED_TOO_OFTEN, answer);
            default -> answer;
        };
    }

    /** Servers differ in where they put the reason. */
    private static Optional<String> said(JsonValue body) {
        if (body.isMissing() || body.isNull()) {
            return Optional.empty();
        }
        Object content = body.convert(Object.class);
        if (content instanceof String text
                && !text.isBlank()
                && !text.stripLeading().startsWith("<")) {
            return Optional.of(text);
        }
        if (!(content instanceof Map<?, ?> fields)) {
            return Optional.empty();
        }
        for (String name : new String[] {"message", "error", "detail", "title"}) {
            if (fields.get(name) instanceof String text) {
                return Optional.of(text);
            }
            if (fields.get(name) instanceof Map<?, ?> inner && inner.get("message") instanceof String text) {
                return Optional.of(text);
            }
        }
        return Optional.of(fields.toString());
    }

    private Failure connection(Throwable e) {
        RemoteFault fault = switch (e) {
            case UnknownHostException _ -> RemoteFault.NO_HOST;
            case ConnectException _ -> RemoteFault.UNREACHABLE;
            case SocketTimeoutException _ -> RemoteFault.NO_ANSWER;
            case SSLException _ -> RemoteFault.INSECURE;
            default -> RemoteFault.BROKEN_CONNECTION;
        };
        return Failure.of(fault, host, safe(e.getMessage()));
    }
}
