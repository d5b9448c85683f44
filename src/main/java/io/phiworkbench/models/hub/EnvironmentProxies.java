package io.phiworkbench.models.hub;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxy that {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY} name, as other programs heed them; where
 * they name none, the system's.
 */
final class EnvironmentProxies extends ProxySelector {
    private final Map<String, String> environment;
    private final ProxySelector system;

    EnvironmentProxies(Map<String, String> environment, ProxySelector system) {
        this.environment = environment;
        this.system = system;
    }

    @Override
    public List<Proxy> select(URI uri) {
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        Optional<URI> proxy =
                value(uri.getScheme().toLowerCase(Locale.ROOT) + "_proxy").flatMap(EnvironmentProxies::address);
        if (proxy.isEmpty()) {
            return system == null ? List.of(Proxy.NO_PROXY) : system.select(uri);
        }
        return isExempt(host)
                ? List.of(Proxy.NO_PROXY)
                : List.of(new Proxy(
                        Proxy.Type.HTTP,
                        new InetSocketAddress(
                                proxy.get().getHost(),
                                proxy.get().getPort() < 0 ? 80 : proxy.get().getPort())));
    }

    private Optional<String> value(String lowerCaseName) {
        return Optional.ofNullable(environment.get(lowerCaseName))
                .or(() -> Optional.ofNullable(environment.get(lowerCaseName.toUpperCase(Locale.ROOT))))
                .filter(v -> !v.isBlank());
    }

    /** Also without a scheme, as many write it; what is no address counts as not set. */
    private static Optional<URI> address(String text) {
        try {
            URI uri = URI.create(text.contains("://") ? text.strip() : "http://" + text.strip());
            return Optional.ofNullable(uri.getHost()).map(_ -> uri);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean isExempt(String host) {
        return host.equals("localhost")
                || host.equals("127.0.0.1")
                || value("no_proxy").stream()
                        .flatMap(list ->
                                Arrays.stream(list.toLowerCase(Locale.ROOT).split("[,\\s]+")))
                        .map(name -> name.startsWith("*.") ? name.substring(2) : name.replaceFirst("^\\.", ""))
                        .anyMatch(name -> name.equals("*")
                                || !name.isEmpty() && (host.equals(name) || host.endsWith("." + name)));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
        if (system != null) {
            system.connectFailed(uri, address, e);
        }
    }
}
