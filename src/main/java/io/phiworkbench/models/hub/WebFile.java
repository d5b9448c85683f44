package io.phiworkbench.models.hub;

import io.phiworkbench.models.hub.HubException.Fault;
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
                                Fault.WRONG_ANSWER,
                                answer.from().getHost() + " does not say how long " + name + " is; check "
                                        + words.setting() + " and the proxy."));
            } finally {
                answer.close();
            }
        } catch (IOException e) {
            throw new HubException(Fault.UNREACHABLE, Retries.oneAttempt(words, e, "the length of " + name), e);
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
            throw new PassingFault(
                    host + " answers " + status + HubAnswers.meaning(status), HubAnswers.retryAfter(answer.headers()));
        }
        if (status == 404 || status == 410) {
            throw new HubException(
                    Fault.NOT_FOUND, host + " has no " + name + " (" + status + "); check " + words.setting() + ".");
        }
        if (status != 200 && status != 206) {
            throw new HubException(
                    Fault.WRONG_ANSWER,
                    host + " answers " + status + " for " + name + "; check " + words.setting() + " and the proxy.");
        }
        if (answer.isWebPage()) {
            throw new HubException(
                    Fault.WRONG_ANSWER,
                    host + " sends a web page instead of " + name + ": probably the sign-in page of a network or"
                            + " proxy; open https://" + host + " in a browser, then try again.");
        }
    }

    private HubException otherLength(long got) {
        return new HubException(
                Fault.DAMAGED,
                name + " has " + bytes + " bytes, but what " + address.getHost() + " sends has " + got
                        + ": another file, or a proxy changes it; check " + words.setting() + ".");
    }

    HubException otherContent(RepoFile file, String got) {
        return new HubException(
                Fault.DAMAGED,
                name + " from " + address.getHost() + " does not have the content that this program knows (SHA-256 "
                        + HubAnswers.shortened(got) + " instead of " + HubAnswers.shortened(file.etag())
                        + ") and was thrown away: try again; if it happens again, check " + words.setting()
                        + " and the proxy.");
    }
}
