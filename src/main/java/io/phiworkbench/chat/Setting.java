package io.phiworkbench.chat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * One thing that {@link Settings} remember, with its type: its key is its name in the file and stays between versions,
 * its initial value is what it is until somebody sets it, and where the file holds nonsense.
 *
 * @param <T> type of its values
 */
public final class Setting<T> {
    private final String key;
    private final T initial;
    private final Function<String, Optional<T>> reader;
    private final Function<T, String> writer;

    private Setting(String key, T initial, Function<String, Optional<T>> reader, Function<T, String> writer) {
        this.key = key;
        this.initial = initial;
        this.reader = reader;
        this.writer = writer;
    }

    public static Setting<String> text(String key, String initial) {
        return new Setting<>(key, initial, Optional::of, Function.identity());
    }

    public static Setting<Boolean> flag(String key, boolean initial) {
        return new Setting<>(
                key,
                initial,
                text -> text.equals("true") || text.equals("false")
                        ? Optional.of(Boolean.valueOf(text))
                        : Optional.empty(),
                String::valueOf);
    }

    /** A number from {@code least} to {@code most}; one that is outside, or no number, counts as not set. */
    public static Setting<Double> number(String key, double initial, double least, double most) {
        return new Setting<>(key, initial, text -> parsed(text).filter(n -> n >= least && n <= most), String::valueOf);
    }

    private static Optional<Double> parsed(String text) {
        try {
            return Optional.of(Double.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** One of an enum's constants. */
    public static <E extends Enum<E>> Setting<E> choice(String key, E initial) {
        return new Setting<>(
                key,
                initial,
                text -> Arrays.stream(initial.getDeclaringClass().getEnumConstants())
                        .filter(constant -> constant.name().equalsIgnoreCase(text))
                        .findFirst(),
                constant -> constant.name().toLowerCase(Locale.ROOT));
    }

    /** Texts without line breaks, in order. */
    public static Setting<List<String>> list(String key) {
        return new Setting<>(
                key, List.of(), text -> Optional.of(text.lines().toList()), lines -> String.join("\n", lines));
    }

    public String key() {
        return key;
    }

    public T initial() {
        return initial;
    }

    Optional<T> read(String text) {
        return reader.apply(text);
    }

    String write(T value) {
        return writer.apply(value);
    }
}
