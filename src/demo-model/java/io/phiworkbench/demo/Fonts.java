package io.phiworkbench.demo;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;

/** The bundled fonts: those that are trained, and those kept for evaluation only. */
public record Fonts(List<Font> all) {
    private static final List<String> TRAINED = List.of(
            "DejaVuSans", "DejaVuSans-Bold", "DejaVuSansMono",
            "LiberationSans-Regular", "LiberationSans-Bold", "LiberationMono-Regular",
            "Carlito-Regular", "NotoSans-Regular");
    private static final List<String> UNSEEN = List.of("Roboto-Regular");

    public static Fonts trained() {
        return load(TRAINED);
    }

    public static Fonts unseen() {
        return load(UNSEEN);
    }

    public Font pick(Random random) {
        return all.get(random.nextInt(all.size()));
    }

    private static Fonts load(List<String> names) {
        return new Fonts(names.stream().map(Fonts::read).toList());
    }

    private static Font read(String name) {
        try (InputStream in = Fonts.class.getResourceAsStream("/fonts/" + name + ".ttf")) {
            if (in == null) {
                throw new IllegalStateException("the font " + name + " is not bundled");
            }
            return Font.createFont(Font.TRUETYPE_FONT, in);
        } catch (IOException | FontFormatException e) {
            throw new IllegalStateException("cannot read the bundled font " + name, e);
        }
    }
}
