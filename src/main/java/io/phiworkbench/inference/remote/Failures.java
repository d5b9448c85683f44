package io.phiworkbench.inference.remote;

import com.openai.core.JsonValue;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIServiceException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * What went wrong at an endpoint, in one line: what the server says in its own words, and what the user can do.
 *
 * @param key left out of every message, should a server repeat it
 */
record Failures(String host, Optional<String> key) {
    private static final int LONGEST = 500;

    String line(Throwable failure) {
        String line = switch (failure) {
            case OpenAIServiceException e -> service(e);
            case OpenAIIoException e -> connection(e.getCause() == null ? e : e.getCause());
            case OpenAIInvalidDataException e -> notCompatible();
            case OpenAIException e -> host + ": " + e.getMessage();
            default -> host + " could not be asked: " + failure;
        };
        String clean = line.strip().replaceAll("\\s*\\R\\s*", " ");
        String safe = key.map(k -> clean.replace(k, "…")).orElse(clean);
        return safe.length() > LONGEST ? safe.substring(0, LONGEST) + "…" : safe;
    }

    /** For a server that answers, but not as this interface does. */
    String notCompatible() {
        return host + " does not answer as OpenAI's interface does; check the base URL (it often ends with /v1)";
    }

    private String service(OpenAIServiceException e) {
        String said = said(e.body()).map(m -> ": " + m).orElse(" and no reason");
        String answer = host + " answers " + e.statusCode() + said;
        return switch (e.statusCode()) {
            case 401 -> answer + " (check the API key)";
            case 403 -> answer + " (the key may not have the right for this model)";
            case 404 -> answer + " (check the model's name and the base URL)";
            case 413 -> answer + " (send fewer or smaller pictures)";
            case 429 -> answer + " (asked several times; wait, or ask for a higher limit)";
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

    private String connection(Throwable e) {
        return switch (e) {
            case UnknownHostException _ -> "there is no host " + host + ", or no network; check the base URL";
            case ConnectException _ -> host + " cannot be reached (" + e.getMessage() + "); is the server running?";
            case SocketTimeoutException _ -> host + " does not answer (" + e.getMessage() + "); try again later";
            case SSLException _ -> host + " has no secure connection (" + e.getMessage() + ")";
            default -> "the connection to " + host + " broke (" + e.getMessage() + "); try again";
        };
    }
}
