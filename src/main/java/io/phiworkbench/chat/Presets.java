package io.phiworkbench.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** The presets that come with the program; their texts are in the {@code presets} bundles. */
public final class Presets {
    private static final String BUNDLE = "io.phiworkbench.chat.presets";
    private static final List<String> FOR_TEXT = List.of("summarise", "translate", "extract");
    private static final List<String> FOR_PICTURES = List.of("ocr", "chart");

    private Presets() {}

    /** The built-in ones: {@code summarise}, {@code translate}, {@code extract}, {@code ocr}, {@code chart}. */
    public static List<Preset> builtIn(Locale locale) {
        ResourceBundle texts = ResourceBundle.getBundle(
                BUNDLE, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        List<Preset> presets = new ArrayList<>();
        FOR_TEXT.forEach(id -> presets.add(new Preset(id, "", texts.getString(id), true, false)));
        FOR_PICTURES.forEach(id -> presets.add(new Preset(id, "", texts.getString(id), true, true)));
        return List.copyOf(presets);
    }

    static List<Preset> all(Locale locale, List<Preset> ofUser) {
        List<Preset> all = new ArrayList<>(builtIn(locale));
        all.addAll(ofUser);
        return List.copyOf(all);
    }
}
