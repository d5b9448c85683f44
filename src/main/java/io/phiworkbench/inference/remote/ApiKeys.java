package io.phiworkbench.inference.remote;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The keys of endpoints: in the keychain where there is one, else in a file of the user's; else in the environment. */
final class ApiKeys {
    private final Optional<KeyStore> keychain;
    private final KeyStore file;
    private final Map<String, String> environment;

    ApiKeys(Optional<KeyStore> keychain, KeyStore file, Map<String, String> environment) {
        this.keychain = keychain;
        this.file = file;
        this.environment = Map.copyOf(environment);
    }

    static ApiKeys ofUser(Path file) {
        return new ApiKeys(Keychain.ofSystem(), new KeyFile(file), System.getenv());
    }

    /** The stored key of an endpoint, else that of its preset's environment variable. */
    Optional<String> get(String name, Preset preset) {
        return stored(name)
                .or(() -> Optional.ofNullable(environment.get(preset.keyVariable()))
                        .filter(key -> !key.isBlank()));
    }

    private Optional<String> stored(String name) {
        return keychain.flatMap(chain -> chain.get(name)).or(() -> file.get(name));
    }

    /** @return where it is now */
    String put(String name, String key) {
        if (keychain.isPresent() && keychain.get().put(name, key)) {
            file.remove(name);
            return keychain.get().place();
        }
        file.put(name, key);
        return file.place();
    }

    void remove(String name) {
        keychain.ifPresent(chain -> chain.remove(name));
        file.remove(name);
    }
}
