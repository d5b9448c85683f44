package io.phiworkbench.models.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.models.hub.WebClient.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The Hub over HTTP: what a repository holds, and pieces of its files. The token goes to the Hub alone, not to the
 * storage servers that it redirects to. Thread-safe.
 *
 * <p>All methods throw {@link IOException} for what may work the next time and {@link HubException} for what will not.
 */
final class HubClient implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LONGEST_LIST = 32 << 20;

    private final HubSettings settings;
    private final WebClient web;

    HubClient(HubSettings settings, Patience patience) {
        this.settings = settings;
        this.web = new WebClient(patience, SourceWords.of(settings).setting());
    }

    /** The commit that a branch, tag or commit stands for, and its files. */
    RepoTree tree(RepoId repo, String revision) throws IOException, InterruptedException {
        HubAnswers answers = new HubAnswers(settings, repo);
        URI address = URI.create(
                settings.endpoint() + "/api/models/" + repo + "/revision/" + encoded(revision) + "?blobs=true");
        Answer answer = get(address, Optional.empty());
        try (InputStream in = answer.response().body()) {
            if (answer.status() != 200) {
                throw answers.fault(answer.status(), answer.headers(), answer.from(), revision);
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
        URI from = answer.from();
        boolean page = answer.isWebPage()
                || new String(body, 0, Math.min(body.length, 64), StandardCharsets.UTF_8)
                        .stripLeading()
                        .startsWith("<");
        return page
                ? answers.webPage(from, Failure.of(HubFault.THE_LIST_OF_FILES))
                : new HubException(HubFault.NOT_THE_HUB, from.getHost(), revision);
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
        Answer answer = get(address, WebClient.range(from, to));
        try {
            check(answers, answer, file, from, to);
            return answer.response().body();
        } catch (IOException | RuntimeException e) {
            answer.close();
            throw e;
        }
    }

    private static void check(HubAnswers answers, Answer answer, RepoFile file, long from, long to) throws IOException {
        if (answer.status() != 200 && answer.status() != 206) {
            throw answers.fault(answer.status(), answer.headers(), answer.from(), file.path());
        }
        if (answer.isWebPage()) {
            throw answers.webPage(answer.from(), file.path());
        }
        answer.first("X-Linked-Size")
                .filter(size -> !size.equals(String.valueOf(file.size())))
                .ifPresent(size -> {
                    throw answers.wrongLength(file.path(), file.size(), size);
                });
        answer.first("X-Linked-Etag")
                .map(HubClient::plainEtag)
                .filter(etag -> etag.length() == file.etag().length() && !etag.equals(file.etag()))
                .ifPresent(etag -> {
                    throw answers.otherContent(file.path(), file.digest(), file.etag(), etag);
                });
        answer.requirePart(file, from, to, size -> answers.wrongLength(file.path(), file.size(), String.valueOf(size)));
    }

    private Answer get(URI address, Optional<String> range) throws IOException, InterruptedException {
        return web.get(
                address,
                range,
                hop -> settings.token().filter(_ -> settings.trusts(hop)).map(token -> "Bearer " + token.value()));
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
        web.close();
    }
}
