package io.phiworkbench.inference.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.ImageInput;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept of endpoints, and where their keys lie. */
class RemoteModelsTest {
    private static final Endpoint OLLAMA =
            new Endpoint("phi", Preset.OLLAMA, "http://localhost:11434/v1/", "phi3.5", OptionalInt.of(4096), false);

    @TempDir
    private Path folder;

    @Test
    void keepsEndpointsForTheNextStart() {
        RemoteModels.withKeysInFile(folder).put(OLLAMA, Optional.empty());

        assertThat(RemoteModels.withKeysInFile(folder).endpoints()).containsExactly(OLLAMA);
        assertThat(OLLAMA.baseUrl()).isEqualTo("http://localhost:11434/v1");
    }

    @Test
    void putsAChangedEndpointInTheOldOnesPlaceAndForgetsARemovedOne() {
        RemoteModels models = RemoteModels.withKeysInFile(folder);
        Endpoint changed = new Endpoint("phi", Preset.VLLM, "http://localhost:8000/v1", "x", OptionalInt.empty(), true);
        models.put(OLLAMA, Optional.of("secret"));
        models.put(changed, Optional.empty());

        assertThat(models.endpoints()).containsExactly(changed);
        assertThat(models.hasKey(changed)).isTrue();
        assertThat(models.remove("phi")).isTrue();
        assertThat(models.endpoints()).isEmpty();
        assertThat(models.hasKey(changed)).isFalse();
        assertThat(models.remove("phi")).isFalse();
    }

    @Test
    void keepsKeysOutOfTheEndpointsFileAndFromOthers() throws Exception {
        RemoteModels.withKeysInFile(folder).put(OLLAMA, Optional.of("sk-very-secret"));

        assertThat(folder.resolve("endpoints.json")).content().doesNotContain("sk-very-secret");
        Assumptions.assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("keys.properties"))))
                .isEqualTo("rw-------");
    }

    @Test
    void usesTheKeychainWhereItTakesKeysAndTheFileWhereItDoesNot() {
        MemoryStore chain = new MemoryStore();
        KeyFile file = new KeyFile(folder.resolve("keys.properties"));
        ApiKeys keys = new ApiKeys(Optional.of(chain), file, Map.of());

        assertThat(keys.put("a", "one")).isEqualTo("memory");
        chain.locked = true;
        assertThat(keys.put("b", "two"))
                .isEqualTo(folder.resolve("keys.properties").toString());

        assertThat(file.get("a")).isEmpty();
        assertThat(keys.get("b", Preset.OTHER)).hasValue("two");
        chain.locked = false;
        assertThat(keys.get("a", Preset.OTHER)).hasValue("one");
        keys.remove("a");
        assertThat(keys.get("a", Preset.OTHER)).isEmpty();
    }

    @Test
    void takesTheKeyOfTheEnvironmentWhereNoneIsStored() {
        ApiKeys keys = new ApiKeys(
                Optional.empty(),
                new KeyFile(folder.resolve("keys.properties")),
                Map.of("GITHUB_TOKEN", "from-environment"));

        assertThat(keys.get("a", Preset.GITHUB_MODELS)).hasValue("from-environment");
        assertThat(keys.get("a", Preset.OTHER)).isEmpty();
    }

    @Test
    void saysWhichFileIsDamagedAndLeavesItAsItIs() throws Exception {
        Path file = folder.resolve("endpoints.json");
        Files.writeString(file, "{ \"endpoints\": [ {");
        RemoteModels models = RemoteModels.withKeysInFile(folder);

        assertThatThrownBy(() -> models.put(OLLAMA, Optional.empty()))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("repair or remove it");
        assertThat(file).content().isEqualTo("{ \"endpoints\": [ {");
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:11434/v1, phi3, false",
        "http://127.0.0.1:8000/v1, phi3, false",
        "http://[::1]:8000/v1, phi3, false",
        "http://localhost:11434/v1, big:cloud, true",
        "http://192.168.0.7:8000/v1, phi3, true",
        "https://models.github.ai/inference, microsoft/phi-4, true",
    })
    void knowsWhatLeavesTheMachine(String url, String model, boolean leaves) {
        assertThat(new Endpoint("x", Preset.OTHER, url, model, OptionalInt.empty(), true).leavesMachine())
                .isEqualTo(leaves);
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://host/v1, is no address",
        "nonsense, is no address",
        "https://user:pass@host/v1, leave the password out",
        "https://RESOURCE.services.ai.azure.com/openai/v1, your own resource",
    })
    void refusesAddressesThatCannotBeAsked(String url, String message) {
        assertThatThrownBy(() -> new Endpoint("x", Preset.OTHER, url, "m", OptionalInt.empty(), true))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining(message);
    }

    @Test
    void sendsPicturesWhereTheirTagsStand() {
        ImageInput a = ImageInput.of("a", new byte[] {1});
        ImageInput b = ImageInput.of("b", new byte[] {2});
        List<ImageInput> both = List.of(a, b);
        ChatMessage tagged = new ChatMessage(ChatMessage.Role.USER, "x <|image_2|> y", both);

        assertThat(MessageParts.of(tagged, 1, both))
                .containsExactly(
                        new MessageParts.Image(a),
                        new MessageParts.Text("x "),
                        new MessageParts.Image(b),
                        new MessageParts.Text(" y"));
        assertThat(MessageParts.of(new ChatMessage(ChatMessage.Role.USER, "<|image_1|>z", List.of(a)), 1, List.of(a)))
                .containsExactly(new MessageParts.Text(""), new MessageParts.Image(a), new MessageParts.Text("z"));
        assertThatThrownBy(() -> MessageParts.of(new ChatMessage(ChatMessage.Role.USER, "<|image_3|>"), 1, both))
                .hasMessageContaining("the prompt has 2 pictures");
    }

    private static final class MemoryStore implements KeyStore {
        private final Map<String, String> keys = new HashMap<>();
        private boolean locked;

        @Override
        public Optional<String> get(String endpoint) {
            return locked ? Optional.empty() : Optional.ofNullable(keys.get(endpoint));
        }

        @Override
        public boolean put(String endpoint, String key) {
            if (!locked) {
                keys.put(endpoint, key);
            }
            return !locked;
        }

        @Override
        public void remove(String endpoint) {
            keys.remove(endpoint);
        }

        @Override
        public String place() {
            return "memory";
        }
    }
}
