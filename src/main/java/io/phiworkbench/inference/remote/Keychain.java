package io.phiworkbench.inference.remote;

import com.microsoft.credentialstorage.SecretStore;
import com.microsoft.credentialstorage.StorageProvider;
import com.microsoft.credentialstorage.StorageProvider.SecureOption;
import com.microsoft.credentialstorage.model.StoredToken;
import com.microsoft.credentialstorage.model.StoredTokenType;
import java.util.Optional;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operating system's keychain: Windows' credential manager, macOS' keychain, the secret service of Linux desktops. */
final class Keychain implements KeyStore {
    private static final Logger LOG = LoggerFactory.getLogger(Keychain.class);
    private static final String WITHOUT = "this machine has no keychain that can be used; keys go to a file";
    private static final String PREFIX = "phi-workbench:";

    // The library logs stack traces where a machine has no secret service; held, since an unheld logger forgets its
    // level.
    private static final java.util.logging.Logger LIBRARY =
            java.util.logging.Logger.getLogger("com.microsoft.credentialstorage");

    private final SecretStore<StoredToken> store;

    Keychain(SecretStore<StoredToken> store) {
        this.store = store;
    }

    /** Of this machine, if it has one that keeps secrets beyond this process. */
    static Optional<KeyStore> ofSystem() {
        LIBRARY.setLevel(Level.OFF);
        try {
            SecretStore<StoredToken> store = StorageProvider.getTokenStorage(true, SecureOption.REQUIRED);
            if (store != null && store.isSecure()) {
                return Optional.of(new Keychain(store));
            }
            LOG.info("{}, and no secret service answers", WITHOUT);
        } catch (RuntimeException | LinkageError e) {
            LOG.info("{}: {}", WITHOUT, firstLine(e));
        }
        return Optional.empty();
    }

    private static String firstLine(Throwable e) {
        return e.toString().lines().findFirst().orElseThrow();
    }

    @Override
    public Optional<String> get(String endpoint) {
        try {
            return Optional.ofNullable(store.get(PREFIX + endpoint)).map(token -> new String(token.getValue()));
        } catch (RuntimeException | LinkageError e) {
            LOG.info("the keychain does not answer: {}", firstLine(e));
            return Optional.empty();
        }
    }

    @Override
    public boolean put(String endpoint, String key) {
        try {
            StoredToken token = new StoredToken(key.toCharArray(), StoredTokenType.PERSONAL);
            // Some keychains say that they kept what they did not, where no desktop runs to unlock them.
            return store.add(PREFIX + endpoint, token) && get(endpoint).equals(Optional.of(key));
        } catch (RuntimeException | LinkageError e) {
            LOG.info("the keychain takes no key: {}", firstLine(e));
            return false;
        }
    }

    @Override
    public void remove(String endpoint) {
        try {
            store.delete(PREFIX + endpoint);
        } catch (RuntimeException | LinkageError e) {
            LOG.info("the keychain does not forget: {}", firstLine(e));
        }
    }

    @Override
    public String place() {
        return "the system's keychain";
    }
}
