package io.phiworkbench.vision;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A picture, PDF or video that cannot be used. The message is one line of English fit to be shown: it names the item, the
 * cause and, where there is one, the way out.
 */
public final class MediaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final Refusal refusal;
    private final transient List<Object> values;

    /** @param values what the refusal's wording has places for */
    public MediaException(String source, Refusal refusal, Object... values) {
        this(source, null, refusal, values);
    }

    /** @param values what the refusal's wording has places for */
    public MediaException(String source, Throwable cause, Refusal refusal, Object... values) {
        super(source + ": " + refusal.english(values), cause);
        this.source = source;
        this.refusal = refusal;
        this.values = Collections.unmodifiableList(Arrays.asList(values));
    }

    /** The file or item the message is about, as the user named it. */
    public String source() {
        return source;
    }

    public Refusal refusal() {
        return refusal;
    }

    /** What the refusal's wording has places for: numbers and words. */
    public List<Object> values() {
        return values;
    }
}
