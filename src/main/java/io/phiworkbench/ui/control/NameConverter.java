package io.phiworkbench.ui.control;

import java.util.function.Function;
import javafx.util.StringConverter;

/** Names of values that are chosen, never typed. */
public final class NameConverter<T> extends StringConverter<T> {
    private final Function<T, String> name;

    public NameConverter(Function<T, String> name) {
        this.name = name;
    }

    @Override
    public String toString(T value) {
        return value == null ? "" : name.apply(value);
    }

    @Override
    public T fromString(String text) {
        throw new UnsupportedOperationException("values are chosen, not typed");
    }
}
