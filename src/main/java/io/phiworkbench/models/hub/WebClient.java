package io.phiworkbench.models.hub;

import io.phiworkbench.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * HTTP for downloads: through the proxy of the environment or the system, one connection for each request, and
 * redirects followed here, where each hop is looked at. Thread-safe.
 *
 * <p>All methods throw {@link IOException} for what may work the next time and {@link HubException} for what will not.
 */
final class WebClient implements AutoCloseable {
    private static final int MOST_HOPS = 8;
    private static final String USER_AGENT = "phi-workbench";

    private final Patience patience;
    private final String setting;
    private final HttpClient http;

    /** @param setting which setting to check where redirects make no sense */
    WebClient(Patience patience, String setting) {
        this.patience = patience;
        this.setting = setting;
        // Over HTTP/2 all ranges would share one connection, and its speed.
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(new EnvironmentProxies(System.getenv(), ProxySelector.getDefault()))
                .connectTimeout(patience.connect())
                .build();
    }

    /**
     * What came at the end of the redirects.
     *
     * @param hops headers of all answers on the way, this one's last
     */
    record Answer(HttpResponse<InputStream> response, List<HttpHeaders> hops) {
        int status() {
            return response.statusCode();
        }

        HttpHeaders headers() {
            return response.headers();
        }

        /** Who answered. */
        URI from() {
            return response.uri();
        }

        /** The first value that an answer on the way has of a header. */
        Optional<String> first(String header) {
            return hops.stream()
                    .map(headers -> headers.firstValue(header))
                    .flatMap(Optional::stream)
                    .findFirst();
        }

        boolean isWebPage() {
            return headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.startsWith("text/html"))
                    .isPresent();
        }

        /**
         * Holds this answer, of status 200 or 206, against the part of a file that was asked for.
         *
         * @param otherLength what to say of a length that is not the file's
         * @throws RangesIgnored if it is the whole file, and that was not asked for
         */
        void requirePart(RepoFile file, long from, long to, Function<Long, HubException> otherLength)
                throws IOException {
            if (status() == 206) {
                HubAnswers.ContentRange range = HubAnswers.ContentRange.of(headers())
                        .filter(r -> r.first() == from)
                        .orElseThrow(() -> new PassingFault(
                                Failure.of(HubFault.OTHER_PART, from().getHost(), file.path()), Optional.empty()));
                range.total().ifPresent(size -> requireLength(file, size, otherLength));
            } else {
                headers().firstValueAsLong("Content-Length").ifPresent(size -> requireLength(file, size, otherLength));
                if (from != 0 || to != file.size()) {
                    throw new RangesIgnored();
                }
            }
        }

        private static void requireLength(RepoFile file, long size, Function<Long, HubException> otherLength) {
            if (size != file.size()) {
                throw otherLength.apply(size);
            }
        }

        void close() throws IOException {
            response.body().close();
        }
    }

    /** The header that asks for a part of a file. */
    static Optional<String> range(long from, long to) {
        return Optional.of("bytes=" + from + "-" + (to - 1));
    }

    /** @param authorization what may be told to an address of who asks */
    Answer get(URI first, Optional<String> range, Function<URI, Optional<String>> authorization)
            throws IOException, InterruptedException {
        URI address = first;
        List<HttpHeaders> hops = new ArrayList<>();
        for (int hop = 0; hop < MOST_HOPS; hop++) {
            HttpRequest.Builder request = HttpRequest.newBuilder(address)
                    .header("User-Agent", USER_AGENT)
                    .header("Accept-Encoding", "identity");
            range.ifPresent(r -> request.header("Range", r));
            authorization.apply(address).ifPresent(value -> request.header("Authorization", value));
            HttpResponse<InputStream> response = send(request.build());
            hops.add(response.headers());
            if (!isRedirect(response.statusCode())) {
                return new Answer(response, hops);
            }
            response.body().close();
            address = target(address, response);
        }
        throw new HubException(HubFault.CIRCLE, first.getHost(), first, setting);
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private URI target(URI from, HttpResponse<?> response) {
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

    private HubException badRedirect(URI from, String location, Throwable cause) {
        return new HubException(cause, HubFault.BAD_REDIRECT, from.getHost(), location, setting);
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
            throw new BrokenConnection(
                    HubFault.TOO_SLOW,
                    request.uri().getHost(),
                    patience.answer().toSeconds());
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        }
    }

    /** Ends all connections. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}
