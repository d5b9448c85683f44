package io.phiworkbench.models.hub;

import io.phiworkbench.models.hub.HubException.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the Hub's status codes and headers mean, in words for the user. */
final class HubAnswers {
    private static final Pattern RESET = Pattern.compile(";\\s*t=(\\d+)");
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+|\\*)");

    private final HubSettings settings;
    private final RepoId repo;

    HubAnswers(HubSettings settings, RepoId repo) {
        this.settings = settings;
        this.repo = repo;
    }

    /**
     * The fault that a status stands for.
     *
     * @param what was asked for: the name of a file or a revision
     * @return an exception that is worth another attempt
     * @throws HubException if another attempt would end the same
     */
    IOException fault(int status, HttpHeaders headers, URI from, String what) {
        String host = from.getHost();
        boolean storage = !host.equalsIgnoreCase(settings.endpoint().getHost());
        if (status == 429 || status == 408 || status >= 500) {
            return new PassingFault(host + " answers " + status + meaning(status), retryAfter(headers));
        }
        if (storage && (status == 401 || status == 403)) {
            return new PassingFault(host + " does not accept the link any more (" + status + ")", Optional.empty());
        }
        String code = headers.firstValue("X-Error-Code").orElse("");
        throw switch (status) {
            case 401 -> unauthorized(code);
            case 403 -> forbidden(code, headers);
            case 404, 410 -> notFound(code, what);
            case 416 ->
                new HubException(
                        Fault.DAMAGED,
                        what + " of " + repo + " is shorter on " + host + " than the Hub announces; try again later.");
            default ->
                new HubException(
                        Fault.WRONG_ANSWER,
                        host + " answers " + status + " for " + what + " of " + repo
                                + "; check HF_ENDPOINT and the proxy.");
        };
    }

    static String meaning(int status) {
        return switch (status) {
            case 429 -> " (too many requests)";
            case 503 -> " (not available)";
            case 502, 504 -> " (gateway)";
            default -> "";
        };
    }

    private HubException unauthorized(String code) {
        String page = settings.endpoint() + "/" + repo;
        if (code.equals("GatedRepo")) {
            return gated();
        }
        return new HubException(
                Fault.REFUSED,
                settings.token().isPresent()
                        ? "The Hub refuses the token for " + repo + " (401): make a new one at " + settings.endpoint()
                                + "/settings/tokens and set HF_TOKEN, or unset it for public models."
                        : repo + " does not exist, or is private (401): check the name at " + page
                                + ", or set HF_TOKEN to a token that may read it.");
    }

    private HubException forbidden(String code, HttpHeaders headers) {
        if (code.equals("GatedRepo")) {
            return gated();
        }
        String said = headers.firstValue("X-Error-Message").map(m -> ": " + m).orElse("");
        return new HubException(
                Fault.REFUSED,
                "The Hub refuses access to " + repo + " (403" + said + "): check that your token may read it, or that"
                        + " no proxy forbids " + settings.endpoint().getHost() + ".");
    }

    private HubException gated() {
        return new HubException(
                Fault.REFUSED,
                repo + " is gated (403): accept its terms at " + settings.endpoint() + "/" + repo
                        + (settings.token().isPresent()
                                ? " with the account of your token."
                                : " and set HF_TOKEN to a token of that account."));
    }

    private HubException notFound(String code, String what) {
        return switch (code) {
            case "EntryNotFound" -> new HubException(Fault.NOT_FOUND, repo + " has no file " + what + " (404).");
            case "RevisionNotFound" ->
                new HubException(
                        Fault.NOT_FOUND,
                        repo + " has no revision " + what + " (404); its branches are at " + settings.endpoint() + "/"
                                + repo + "/tree/main.");
            default ->
                new HubException(
                        Fault.NOT_FOUND,
                        repo + " is not on " + settings.endpoint().getHost() + " (404): check the name"
                                + " (phi models list shows the known ones).");
        };
    }

    /** A web page came instead of what was asked for. */
    HubException webPage(URI from, String what) {
        return new HubException(
                Fault.WRONG_ANSWER,
                from.getHost() + " sends a web page instead of " + what + " of " + repo
                        + ": probably the sign-in page of a network or proxy; open " + settings.endpoint()
                        + " in a browser, then try again.");
    }

    HubException wrongLength(String what, long expected, String got) {
        return new HubException(
                Fault.DAMAGED,
                what + " of " + repo + " has " + expected + " bytes by the Hub's list, but what comes has " + got
                        + ": a proxy or mirror changes it; try again, or another HF_ENDPOINT.");
    }

    HubException otherContent(String what, ContentDigest digest, String expected, String got) {
        return new HubException(
                Fault.DAMAGED,
                what + " of " + repo + " does not have the content that the Hub announces (" + digest.algorithm() + " "
                        + shortened(got) + " instead of " + shortened(expected)
                        + "): a proxy or mirror changes it; try again, or another HF_ENDPOINT.");
    }

    static String shortened(String hash) {
        return hash.length() <= 12 ? hash : hash.substring(0, 12) + "…";
    }

    /** Seconds from {@code Retry-After}, or until the limit named in {@code RateLimit} is lifted. */
    static Optional<Duration> retryAfter(HttpHeaders headers) {
        Optional<String> after =
                headers.firstValue("Retry-After").filter(v -> v.strip().matches("\\d{1,9}"));
        if (after.isPresent()) {
            return after.map(v -> Duration.ofSeconds(Long.parseLong(v.strip())));
        }
        return headers.firstValue("RateLimit")
                .map(RESET::matcher)
                .filter(Matcher::find)
                .map(m -> Duration.ofSeconds(Long.parseLong(m.group(1))));
    }

    /**
     * The first byte and the whole length of a {@code Content-Range}.
     *
     * @param total empty where the server does not say
     */
    record ContentRange(long first, OptionalLong total) {
        static Optional<ContentRange> of(HttpHeaders headers) {
            return headers.firstValue("Content-Range")
                    .map(v -> CONTENT_RANGE.matcher(v.strip()))
                    .filter(Matcher::matches)
                    .map(m -> new ContentRange(
                            Long.parseLong(m.group(1)),
                            m.group(3).equals("*")
                                    ? OptionalLong.empty()
                                    : OptionalLong.of(Long.parseLong(m.group(3)))));
        }
    }
}
