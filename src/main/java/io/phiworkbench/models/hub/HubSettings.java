package io.phiworkbench.models.hub;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the Hub is, and where its files lie on this machine: from the variables that the Hub's own tools heed.
 *
 * @param endpoint the Hub's address, without a slash at its end
 * @param token the user's, if there is one
 * @param cache folder of the repositories
 * @param links whether snapshots may be made of symbolic links
 * @param offline whether the user forbids the network
 */
public record HubSettings(URI endpoint, Optional<HubToken> token, Path cache, boolean links, boolean offline) {
    private static final String DEFAULT_ENDPOINT = "https://huggingface.co";
    private static final Set<String> TRUE = Set.of("1", "ON", "YES", "TRUE");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * The settings of this process.
     *
     * @throws HubException if {@code HF_ENDPOINT} is no web address
     */
    public static HubSettings ofUser() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /** The settings of an environment, of a user with this home folder. */
    public static HubSettings of(Map<String, String> environment, Path home) {
        boolean anonymous = isTrue(environment, "HF_HUB_DISABLE_IMPLICIT_TOKEN");
        return new HubSettings(
                endpoint(Optional.ofNullable(environment.get("HF_ENDPOINT"))
                        .filter(v -> !v.isBlank())
                        .orElse(DEFAULT_ENDPOINT)),
                anonymous ? Optional.empty() : HubToken.find(environment, hubHome(environment, home)),
                cache(environment, home),
                !isTrue(environment, "HF_HUB_DISABLE_SYMLINKS"),
                isTrue(environment, "HF_HUB_OFFLINE") || isTrue(environment, "TRANSFORMERS_OFFLINE"));
    }

    /** The cache of this user, whether or not it exists. */
    public static Path cacheOfUser() {
        return cache(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /** As {@code huggingface_hub} finds it. */
    public static Path cache(Map<String, String> environment, Path home) {
        return path(environment, "HF_HUB_CACHE", home)
                .or(() -> path(environment, "HUGGINGFACE_HUB_CACHE", home))
                .orElseGet(() -> hubHome(environment, home).resolve("hub"));
    }

    private static Path hubHome(Map<String, String> environment, Path home) {
        return path(environment, "HF_HOME", home)
                .or(() -> path(environment, "XDG_CACHE_HOME", home).map(p -> p.resolve("huggingface")))
                .orElse(home.resolve(".cache").resolve("huggingface"));
    }

    /** With {@code ~} for the home folder. */
    private static Optional<Path> path(Map<String, String> environment, String name, Path home) {
        return Optional.ofNullable(environment.get(name))
                .filter(v -> !v.isBlank())
                .map(v -> v.equals("~") || v.startsWith("~/") ? home + v.substring(1) : v)
                .map(Path::of);
    }

    private static boolean isTrue(Map<String, String> environment, String name) {
        return TRUE.contains(environment.getOrDefault(name, "").toUpperCase(Locale.ROOT));
    }

    private static URI endpoint(String text) {
        try {
            URI uri = new URI(text.strip().replaceAll("/+$", ""));
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw badEndpoint(text, e);
        }
        throw badEndpoint(text, null);
    }

    private static HubException badEndpoint(String text, Throwable cause) {
        return new HubException(cause, HubFault.BAD_ENDPOINT, text);
    }

    /**
     * Whether a request to this address may carry the token: it must go to the Hub itself, and over an unencrypted
     * connection only within this machine.
     */
    boolean trusts(URI address) {
        boolean sameHub = address.getHost() != null
                && address.getHost().equalsIgnoreCase(endpoint.getHost())
                && address.getPort() == endpoint.getPort()
                && address.getScheme().equalsIgnoreCase(endpoint.getScheme());
        return sameHub && ("https".equalsIgnoreCase(address.getScheme()) || LOOPBACK.contains(address.getHost()));
    }
}
