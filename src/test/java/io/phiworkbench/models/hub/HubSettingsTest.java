package io.phiworkbench.models.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubSettingsTest {
    @TempDir
    Path home;

    private HubSettings settings(String... variables) {
        Map<String, String> environment = new java.util.HashMap<>();
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return HubSettings.of(environment, home);
    }

    @Test
    void theDefaultsAreThoseOfTheHubsTools() {
        HubSettings settings = settings();
        assertThat(settings.endpoint()).hasToString("https://huggingface.co");
        assertThat(settings.cache()).isEqualTo(home.resolve(".cache/huggingface/hub"));
        assertThat(settings.token()).isEmpty();
        assertThat(settings.links()).isTrue();
        assertThat(settings.offline()).isFalse();
    }

    @Test
    void theCacheIsWhereTheVariablesSay() {
        assertThat(settings("HF_HUB_CACHE", "/c", "HF_HOME", "/h").cache()).isEqualTo(Path.of("/c"));
        assertThat(settings("HF_HOME", "/h").cache()).isEqualTo(Path.of("/h/hub"));
        assertThat(settings("HF_HOME", "~/hf").cache()).isEqualTo(home.resolve("hf/hub"));
        assertThat(settings("XDG_CACHE_HOME", "/x").cache()).isEqualTo(Path.of("/x/huggingface/hub"));
        assertThat(settings("HF_HUB_CACHE", " ").cache()).isEqualTo(home.resolve(".cache/huggingface/hub"));
    }

    @Test
    void theTokenComesFromTheEnvironmentOrTheFileOfTheLogin() throws IOException {
        Path file = Files.createDirectories(home.resolve("hf")).resolve("token");
        Files.writeString(file, "hf_file\n");
        String hf = home.resolve("hf").toString();
        assertThat(settings("HF_HOME", hf).token()).contains(new HubToken("hf_file"));
        assertThat(settings("HF_HOME", hf, "HF_TOKEN", " hf_env ").token()).contains(new HubToken("hf_env"));
        assertThat(settings("HF_TOKEN_PATH", file.toString()).token()).contains(new HubToken("hf_file"));
        assertThat(settings("HF_HOME", hf, "HF_HUB_DISABLE_IMPLICIT_TOKEN", "1").token())
                .isEmpty();
    }

    @Test
    void anEndpointThatIsNoAddressIsSaid() {
        assertThat(settings("HF_ENDPOINT", "https://hub.example/").endpoint()).hasToString("https://hub.example");
        assertThatThrownBy(() -> settings("HF_ENDPOINT", "huggingface.co"))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("HF_ENDPOINT is \"huggingface.co\"");
        assertThatThrownBy(() -> settings("HF_ENDPOINT", "ftp://x y")).isInstanceOf(HubException.class);
    }

    @Test
    void theTokenIsForTheHubAlone() {
        HubSettings real = settings();
        assertThat(real.trusts(URI.create("https://huggingface.co/a"))).isTrue();
        assertThat(real.trusts(URI.create("http://huggingface.co/a"))).isFalse();
        assertThat(real.trusts(URI.create("https://huggingface.co:444/a"))).isFalse();
        assertThat(real.trusts(URI.create("https://cdn.huggingface.co/a"))).isFalse();
        assertThat(real.trusts(URI.create("https://huggingface.co.evil.example/a")))
                .isFalse();
        HubSettings plain = settings("HF_ENDPOINT", "http://mirror.example");
        assertThat(plain.trusts(URI.create("http://mirror.example/a"))).isFalse();
        assertThat(settings("HF_ENDPOINT", "http://127.0.0.1:8080").trusts(URI.create("http://127.0.0.1:8080/a")))
                .isTrue();
    }

    @Test
    void namesOfRepositoriesAreCheckedBeforeTheyBecomePaths() {
        assertThat(RepoId.of("microsoft/Phi-3.5-mini-instruct").folder())
                .isEqualTo("models--microsoft--Phi-3.5-mini-instruct");
        assertThat(RepoId.ofFolder("models--microsoft--Phi-3.5-mini-instruct"))
                .contains(RepoId.of("microsoft/Phi-3.5-mini-instruct"));
        assertThat(RepoId.ofFolder("datasets--glue")).isEmpty();
        for (String bad :
                new String[] {"phi", "a/b/c", "../b", "a/..", "a/b--c", "a/b.git", "a/", "/b", "a b/c", "-a/b"}) {
            assertThatThrownBy(() -> RepoId.of(bad)).as(bad).isInstanceOf(HubException.class);
        }
    }
}
