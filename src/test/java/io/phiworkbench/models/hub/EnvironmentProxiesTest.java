package io.phiworkbench.models.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentProxiesTest {
    private static final ProxySelector SYSTEM = ProxySelector.of(InetSocketAddress.createUnresolved("system", 1));
    private static final URI HUB = URI.create("https://huggingface.co/a");

    private static String chosen(Map<String, String> environment, URI uri) {
        Proxy proxy = new EnvironmentProxies(environment, SYSTEM).select(uri).getFirst();
        return proxy.type() == Proxy.Type.DIRECT
                ? "direct"
                : ((InetSocketAddress) proxy.address()).getHostString() + ":"
                        + ((InetSocketAddress) proxy.address()).getPort();
    }

    @Test
    void theVariablesNameTheProxyOfTheirScheme() {
        assertThat(chosen(Map.of("HTTPS_PROXY", "http://127.0.0.2:3128"), HUB)).isEqualTo("127.0.0.2:3128");
        assertThat(chosen(Map.of("https_proxy", "127.0.0.2:3128"), HUB)).isEqualTo("127.0.0.2:3128");
        assertThat(chosen(Map.of("HTTP_PROXY", "http://127.0.0.2:3128"), HUB)).isEqualTo("system:1");
    }

    @Test
    void withoutVariablesTheSystemDecides() {
        assertThat(chosen(Map.of(), HUB)).isEqualTo("system:1");
        assertThat(chosen(Map.of("HTTPS_PROXY", "not an address"), HUB)).isEqualTo("system:1");
    }

    @Test
    void exemptHostsAreReachedDirectly() {
        Map<String, String> environment =
                Map.of("HTTPS_PROXY", "127.0.0.2:1", "NO_PROXY", "other.org, .huggingface.co");
        assertThat(chosen(environment, HUB)).isEqualTo("direct");
        assertThat(chosen(environment, URI.create("https://cdn.huggingface.co/a")))
                .isEqualTo("direct");
        assertThat(chosen(environment, URI.create("https://nothuggingface.co/a")))
                .isEqualTo("127.0.0.2:1");
        assertThat(chosen(Map.of("HTTPS_PROXY", "127.0.0.2:1"), URI.create("https://localhost/a")))
                .isEqualTo("direct");
    }
}
