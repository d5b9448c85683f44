package io.phiworkbench.ui.settings;

import java.util.Locale;
import java.util.Optional;

/** Where a window was and how large. */
public record WindowPlace(double x, double y, double width, double height, boolean maximized) {
    private static final double SMALLEST = 200;

    String text() {
        return String.format(Locale.ROOT, "%.0f %.0f %.0f %.0f %b", x, y, width, height, maximized);
    }

    static Optional<WindowPlace> parse(String text) {
        String[] parts = text.split(" ");
        if (parts.length != 5) {
            return Optional.empty();
        }
        try {
            WindowPlace place = new WindowPlace(
                    Double.parseDouble(parts[0]),
                    Double.parseDouble(parts[1]),
                    Double.parseDouble(parts[2]),
                    Double.parseDouble(parts[3]),
                    Boolean.parseBoolean(parts[4]));
            return place.width >= SMALLEST && place.height >= SMALLEST ? Optional.of(place) : Optional.empty();
        } catch (NumberFormatException e) {
            // Written by hand or by another version.
            return Optional.empty();
        }
    }
}
