package io.phiworkbench.inference.remote;

import java.util.Optional;

/** Where API keys lie. Calls may block, and on a desktop may ask the user to unlock a keychain: not for the FX thread. */
interface KeyStore {

    Optional<String> get(String endpoint);

    /** @return false if it could not be kept here */
    boolean put(String endpoint, String key);

    /** Forgets a key, if there is one. */
    void remove(String endpoint);

    /** Where it is, for the user. */
    String place();
}
