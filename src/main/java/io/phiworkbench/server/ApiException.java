package io.phiworkbench.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request that is refused, as OpenAI's interface says it: an HTTP status and an error object. */
final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final String parameter;
    private final String code;

    private ApiException(int status, String type, String code, String parameter, String message) {
        super(message);
        this.status = status;
        this.type = type;
        this.code = code;
        this.parameter = parameter;
    }

    /** A field whose value cannot be used. */
    static ApiException invalid(String parameter, String message) {
        return new ApiException(400, "invalid_request_error", "invalid_value", parameter, message);
    }

    /** A field that this server does not support. */
    static ApiException unsupported(String parameter, String message) {
        return new ApiException(400, "invalid_request_error", "unsupported_parameter", parameter, message);
    }

    /** A request that is wrong as a whole. */
    static ApiException request(int status, String code, String message) {
        return new ApiException(status, "invalid_request_error", code, null, message);
    }

    /** A request that cannot be answered now; clients try again. */
    static ApiException busy(String message) {
        return new ApiException(503, "server_error", "server_busy", null, message);
    }

    /** A run that failed. */
    static ApiException failed(String message) {
        return new ApiException(500, "server_error", "run_failed", null, message);
    }

    int status() {
        return status;
    }

    boolean mayBeTriedAgain() {
        return status == 503;
    }

    /** {@code {"error": {"message", "type", "param", "code"}}}. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("error")
                .put("message", getMessage())
                .put("type", type)
                .put("param", parameter)
                .put("code", code);
        return json;
    }
}
