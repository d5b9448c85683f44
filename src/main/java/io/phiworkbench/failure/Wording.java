package io.phiworkbench.failure;

import java.util.Locale;

/**
 * A sentence about a failure, with places for values. The constants of enums implement it; their words are in
 * {@code failures.properties} and its translations. The keys are stored with chats, so they are added to, never changed.
 */
public interface Wording {
    /** The constant's name. */
    String name();

    /** What the keys of this enum's words begin with. */
    String family();

    /** The key of the words, such as {@code refusal.cut_off}. */
    default String key() {
        return family() + "." + name().toLowerCase(Locale.ROOT);
    }
}
