package io.phiworkbench.inference.remote;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The keys of endpoints: in the keychain where there is one, else in a file of the user's; else in the environment. */
final class ApiKeys {
    private final Supplier<Optional<KeyStore>> opener;
    private Optional<KeyStore> opened;
    private final KeyStore file;
    private final Map<String, String> environment;

    ApiKeys(Optional<KeyStore> keychain, KeyStore file, Map<String, String> environment) {
        this(() -> keychain, file, environment);
    }

    private ApiKeys(Supplier<Optional<KeyStore>> opener, KeyStore file, Map<String, String> environment) {
        this.opener = opener;
        this.file = file;
        this.environment = Map.copyOf(environment);
    }

    static ApiKeys ofUser(Path file) {
        return new ApiKeys(Keychain::ofSystem, new KeyFile(file), System.getenv());
    }

    /** Opened when a key is asked for: a list of models needs none, and keychains may take their time. */
    private synchronized Optional<KeyStore> keychain() {
        if (opened == null) {
            opened = opener.get();
        }
        return opened;
    }

    /** The stored key of an endpoint, else that of its preset's environment variable. */
    Optional<String> get(String name, Preset preset) {
        return stored(name)
                .or(() -> Optional.ofNullable(environment.get(preset.keyVariable()))
                        .filter(key -> !key.isBlank()));
    }

    private Optional<String> stored(String name) {
        return keychain().flatMap(chain -> chain.get(name)).or(() -> file.get(name));
    }

    /** @return where it is now */
    String put(String name, String key) {
        Optional<KeyStore> kept = keychain().filter(chain -> chain.put(name, key));
        if (kept.isPresent()) {
            file.remove(name);
            return kept.get().place();
        }
        file.put(name, key);
        return file.place();
    }

    void remove(String name) {
        keychain().ifPresent(chain -> chain.remove(name));
        file.remove(name);
    }
}
