package io.phiworkbench.models.hub;

import io.phiworkbench.failure.Failure;
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
            return new PassingFault(answers(host, status), retryAfter(headers));
        }
        if (storage && (status == 401 || status == 403)) {
            return new PassingFault(Failure.of(HubFault.LINK_EXPIRED, host, status), Optional.empty());
        }
        String code = headers.firstValue("X-Error-Code").orElse("");
        throw switch (status) {
            case 401 -> unauthorized(code);
            case 403 -> forbidden(code, headers);
            case 404, 410 -> notFound(code, what);
            case 416 -> new HubException(HubFault.SHORTER, what, repo, host);
            default -> new HubException(HubFault.STRANGE_STATUS, host, status, what, repo);
        };
    }

    /** For a status that may be another the next time. */
    static Failure answers(String host, int status) {
        HubFault fault = switch (status) {
            case 429 -> HubFault.TOO_MANY_REQUESTS;
            case 503 -> HubFault.NOT_AVAILABLE;
            case 502, 504 -> HubFault.GATEWAY;
            default -> HubFault.ANSWERS;
        };
        return Failure.of(fault, host, status);
    }

    private HubException unauthorized(String code) {
        String page = settings.endpoint() + "/" + repo;
        if (code.equals("GatedRepo")) {
            return gated();
        }
        return settings.token().isPresent()
                ? new HubException(HubFault.TOKEN_REFUSED, repo, settings.endpoint())
                : new HubException(HubFault.PRIVATE, repo, page);
    }

    private HubException forbidden(String code, HttpHeaders headers) {
        if (code.equals("GatedRepo")) {
            return gated();
        }
        String host = settings.endpoint().getHost();
        return headers.firstValue("X-Error-Message")
                .map(said -> new HubException(HubFault.FORBIDDEN_SAYING, repo, host, said))
                .orElseGet(() -> new HubException(HubFault.FORBIDDEN, repo, host));
    }

    private HubException gated() {
        HubFault fault = settings.token().isPresent() ? HubFault.GATED_FOR_TOKEN : HubFault.GATED;
        return new HubException(fault, repo, settings.endpoint());
    }

    private HubException notFound(String code, String what) {
        return switch (code) {
            case "EntryNotFound" -> new HubException(HubFault.NO_FILE, repo, what);
            case "RevisionNotFound" -> new HubException(HubFault.NO_REVISION, repo, what, settings.endpoint());
            default ->
                new HubException(HubFault.NO_REPO, repo, settings.endpoint().getHost());
        };
    }

    /** A web page came instead of what was asked for. */
    HubException webPage(URI from, Object what) {
        return new HubException(HubFault.WEB_PAGE, from.getHost(), what, repo, settings.endpoint());
    }

    HubException wrongLength(String what, long expected, String got) {
        return new HubException(HubFault.OTHER_LENGTH, what, repo, expected, got);
    }

    HubException otherContent(String what, ContentDigest digest, String expected, String got) {
        return new HubException(
                HubFault.OTHER_CONTENT, what, repo, digest.algorithm(), shortened(got), shortened(expected));
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
