package io.phiworkbench.models.hub;

import io.phiworkbench.failure.Failure;
import io.phiworkbench.models.hub.WebClient.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;

/**
 * A file of the web whose content is known beforehand.
 *
 * @param name in messages
 * @param bytes more than 0
 * @param sha256 of the content, in lower-case hexadecimal digits
 * @param words how messages speak of the place
 */
public record WebFile(String name, URI address, long bytes, String sha256, SourceWords words) {

    /**
     * Asks a server how long a file is; one request. Blocks.
     *
     * @throws HubException if it has no such file, or does not say
     */
    public static long askLength(String name, URI address, SourceWords words) throws InterruptedException {
        Patience patience = Patience.usual();
        try (WebClient web = new WebClient(patience, words.setting())) {
            Answer answer = web.get(address, WebClient.range(0, 1), _ -> Optional.empty());
            try {
                requireFile(answer, name, words);
                return HubAnswers.ContentRange.of(answer.headers())
                        .map(HubAnswers.ContentRange::total)
                        .filter(_ -> answer.status() == 206)
                        .orElseGet(() -> answer.headers().firstValueAsLong("Content-Length"))
                        .orElseThrow(() -> new HubException(
                                HubFault.NO_LENGTH, answer.from().getHost(), name, words.setting()));
            } finally {
                answer.close();
            }
        } catch (IOException e) {
            throw Retries.oneAttempt(words, e, Failure.of(HubFault.LENGTH_OF, name));
        }
    }

    RepoFile content() {
        return new RepoFile(name, bytes, "", Optional.of(sha256));
    }

    InputStream open(WebClient web, long from, long to) throws IOException, InterruptedException {
        Answer answer = web.get(address, WebClient.range(from, to), _ -> Optional.empty());
        try {
            requireFile(answer, name, words);
            answer.requirePart(content(), from, to, this::otherLength);
            return answer.response().body();
        } catch (IOException | RuntimeException e) {
            answer.close();
            throw e;
        }
    }

    private static void requireFile(Answer answer, String name, SourceWords words) throws IOException {
        String host = answer.from().getHost();
        int status = answer.status();
        if (status == 429 || status == 408 || status >= 500) {
            throw new PassingFault(HubAnswers.answers(host, status), HubAnswers.retryAfter(answer.headers()));
        }
        if (status == 404 || status == 410) {
            throw new HubException(HubFault.NO_FILE_THERE, host, name, status, words.setting());
        }
        if (status != 200 && status != 206) {
            throw new HubException(HubFault.STRANGE_FILE_STATUS, host, status, name, words.setting());
        }
        if (answer.isWebPage()) {
            throw new HubException(HubFault.WEB_PAGE_FOR_FILE, host, name);
        }
    }

    private HubException otherLength(long got) {
        return new HubException(HubFault.OTHER_FILE_LENGTH, name, bytes, address.getHost(), got, words.setting());
    }

    HubException otherContent(RepoFile file, String got) {
        return new HubException(
                HubFault.OTHER_FILE_CONTENT,
                name,
                address.getHost(),
                HubAnswers.shortened(got),
                HubAnswers.shortened(file.etag()),
                words.setting());
    }
}
