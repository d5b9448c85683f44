package io.phiworkbench.models.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phiworkbench.models.hub.HubAnswers.ContentRange;
import io.phiworkbench.models.hub.HubException.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The Hub over HTTP: what a repository holds, and pieces of its files. Goes through the proxy of the environment or the system. Redirects are
 * followed here, since the token must not follow them to the storage servers. Thread-safe.
 *
 * <p>All methods throw {@link IOException} for what may work the next time and {@link HubException} for what will not.
 */
final class HubClient implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MOST_HOPS = 8;
    private static final int LONGEST_LIST = 32 << 20;
    private static final String USER_AGENT = "phi-workbench";

    private final HubSettings settings;
    private final Patience patience;
    private final HttpClient http;

    HubClient(HubSettings settings, Patience patience) {
        this.settings = settings;
        this.patience = patience;
        // Over HTTP/2 all ranges would share one connection, and its speed.
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(new EnvironmentProxies(System.getenv(), ProxySelector.getDefault()))
                .connectTimeout(patience.connect())
                .build();
    }

    /** An answer at the end of its redirects. */
    private record Answer(HttpResponse<InputStream> response, Optional<String> linkedEtag, OptionalLong linkedSize) {
        int status() {
            return response.statusCode();
        }

        boolean isWebPage() {
            return response.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.startsWith("text/html"))
                    .isPresent();
        }

        void close() throws IOException {
            response.body().close();
        }
    }

    /** The commit that a branch, tag or commit stands for, and its files. */
    RepoTree tree(RepoId repo, String revision) throws IOException, InterruptedException {
        HubAnswers answers = new HubAnswers(settings, repo);
        URI address = URI.create(
                settings.endpoint() + "/api/models/" + repo + "/revision/" + encoded(revision) + "?blobs=true");
        Answer answer = get(address, answers, Optional.empty());
        try (InputStream in = answer.response().body()) {
            if (answer.status() != 200) {
                throw answers.fault(
                        answer.status(),
                        answer.response().headers(),
                        answer.response().uri(),
                        revision);
            }
            byte[] body = in.readNBytes(LONGEST_LIST);
            return parse(body).orElseThrow(() -> notTheHub(answers, answer, body, revision));
        }
    }

    private static Optional<RepoTree> parse(byte[] body) throws IOException {
        try {
            JsonNode json = MAPPER.readTree(body);
            return json == null ? Optional.empty() : RepoTree.ofApi(json);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private HubException notTheHub(HubAnswers answers, Answer answer, byte[] body, String revision) {
        URI from = answer.response().uri();
        boolean page = answer.isWebPage()
                || new String(body, 0, Math.min(body.length, 64), StandardCharsets.UTF_8)
                        .stripLeading()
                        .startsWith("<");
        return page
                ? answers.webPage(from, "the list of files")
                : new HubException(
                        Fault.WRONG_ANSWER,
                        from.getHost() + " does not answer as the Hub does (list of files of revision " + revision
                                + "); check HF_ENDPOINT.");
    }

    /**
     * The bytes from {@code from} to {@code to} of a file, or fewer.
     *
     * @throws RangesIgnored if it sends the whole file, and that was not asked for
     */
    InputStream open(RepoId repo, String commit, RepoFile file, long from, long to)
            throws IOException, InterruptedException {
        HubAnswers answers = new HubAnswers(settings, repo);
        URI address = URI.create(settings.endpoint() + "/" + repo + "/resolve/" + commit + "/" + encoded(file.path()));
        Answer answer = get(address, answers, Optional.of("bytes=" + from + "-" + (to - 1)));
        try {
            check(answers, answer, file, from, to);
            return answer.response().body();
        } catch (IOException | RuntimeException e) {
            answer.close();
            throw e;
        }
    }

    private static void check(HubAnswers answers, Answer answer, RepoFile file, long from, long to) throws IOException {
        var headers = answer.response().headers();
        URI source = answer.response().uri();
        if (answer.status() != 200 && answer.status() != 206) {
            throw answers.fault(answer.status(), headers, source, file.path());
        }
        if (answer.isWebPage()) {
            throw answers.webPage(source, file.path());
        }
        answer.linkedSize().ifPresent(size -> requireLength(answers, file, size));
        answer.linkedEtag()
                .filter(etag -> etag.length() == file.etag().length() && !etag.equals(file.etag()))
                .ifPresent(etag -> {
                    throw answers.otherContent(file.path(), file.digest(), file.etag(), etag);
                });
        if (answer.status() == 206) {
            ContentRange range = ContentRange.of(headers)
                    .filter(r -> r.first() == from)
                    .orElseThrow(() -> new PassingFault(
                            source.getHost() + " sends another part of " + file.path() + " than asked for",
                            Optional.empty()));
            range.total().ifPresent(size -> requireLength(answers, file, size));
        } else {
            headers.firstValueAsLong("Content-Length").ifPresent(size -> requireLength(answers, file, size));
            if (from != 0 || to != file.size()) {
                throw new RangesIgnored();
            }
        }
    }

    private static void requireLength(HubAnswers answers, RepoFile file, long size) {
        if (size != file.size()) {
            throw answers.wrongLength(file.path(), file.size(), String.valueOf(size));
        }
    }

    private Answer get(URI first, HubAnswers answers, Optional<String> range) throws IOException, InterruptedException {
        URI address = first;
        Optional<String> linkedEtag = Optional.empty();
        OptionalLong linkedSize = OptionalLong.empty();
        for (int hop = 0; hop < MOST_HOPS; hop++) {
            HttpResponse<InputStream> response = send(request(address, range));
            Optional<String> etag =
                    response.headers().firstValue("X-Linked-Etag").map(HubClient::plainEtag);
            linkedEtag = linkedEtag.or(() -> etag);
            if (linkedSize.isEmpty()) {
                linkedSize = response.headers().firstValueAsLong("X-Linked-Size");
            }
            if (!isRedirect(response.statusCode())) {
                return new Answer(response, linkedEtag, linkedSize);
            }
            response.body().close();
            address = target(address, response);
        }
        throw new HubException(
                Fault.WRONG_ANSWER,
                first.getHost() + " redirects in a circle from " + first + "; check HF_ENDPOINT and the proxy.");
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private static URI target(URI from, HttpResponse<?> response) {
        String location = response.headers().firstValue("Location").orElse("");
        URI to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw badRedirect(from, location, e);
        }
        boolean web = to.getHost() != null && ("https".equals(to.getScheme()) || "http".equals(to.getScheme()));
        boolean weaker = "https".equals(from.getScheme()) && "http".equals(to.getScheme());
        if (location.isEmpty() || !web || weaker) {
            throw badRedirect(from, location, null);
        }
        return to;
    }

    private static HubException badRedirect(URI from, String location, Throwable cause) {
        return new HubException(
                Fault.WRONG_ANSWER,
                from.getHost() + " redirects to \"" + location + "\", which is not followed; check HF_ENDPOINT and the"
                        + " proxy.",
                cause);
    }

    private HttpRequest request(URI address, Optional<String> range) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).header("User-Agent", USER_AGENT).header("Accept-Encoding", "identity");
        range.ifPresent(r -> request.header("Range", r));
        if (settings.trusts(address)) {
            settings.token().ifPresent(token -> request.header("Authorization", "Bearer " + token.value()));
        }
        return request.build();
    }

    /** The client's own timeout would also count the time that the body takes, on some versions of Java. */
    private HttpResponse<InputStream> send(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<InputStream>> answer = http.sendAsync(request, BodyHandlers.ofInputStream());
        try {
            return answer.get(patience.answer().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException(
                    request.uri().getHost() + " does not answer within "
                            + patience.answer().toSeconds() + " s",
                    e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        }
    }

    private static String plainEtag(String etag) {
        return etag.replaceFirst("^W/", "").replace("\"", "");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Ends all connections. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}
