package io.phiworkbench.ui.settings;

import io.phiworkbench.chat.Setting;
import io.phiworkbench.chat.Settings;
import io.phiworkbench.ui.theme.Appearance;
import io.phiworkbench.ui.theme.Theme;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.Property;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** What the user chose for the window, as properties; every change is remembered. */
public final class WindowSettings {
    private static final int LONGEST_CONTEXT = 1 << 20;

    private final Settings settings;
    private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>();
    private final IntegerProperty fontSize = new SimpleIntegerProperty();
    private final StringProperty language = new SimpleStringProperty();
    private final BooleanProperty loadLastModel = new SimpleBooleanProperty();
    private final BooleanProperty keepInt8 = new SimpleBooleanProperty();
    private final StringProperty lastModel = new SimpleStringProperty();
    private final IntegerProperty contextLength = new SimpleIntegerProperty();
    private final BooleanProperty detailsShown = new SimpleBooleanProperty();
    private final BooleanProperty sideBarShown = new SimpleBooleanProperty();
    private final StringProperty window = new SimpleStringProperty();

    public WindowSettings(Settings settings) {
        this.settings = settings;
        keep(Setting.choice("window.theme", Theme.SYSTEM), theme);
        number("window.fontSize", Appearance.DEFAULT_FONT_SIZE, Appearance.SMALLEST_FONT_SIZE, 100, fontSize);
        keep(Setting.text("window.language", ""), language);
        keep(Setting.flag("models.loadLast", true), loadLastModel);
        keep(Settings.KEEP_INT8, keepInt8);
        keep(Setting.text("models.last", ""), lastModel);
        number("models.contextLength", 0, 0, LONGEST_CONTEXT, contextLength);
        keep(Setting.flag("window.details", false), detailsShown);
        keep(Setting.flag("window.sideBar", true), sideBarShown);
        keep(Setting.text("window.place", ""), window);
    }

    public ObjectProperty<Theme> themeProperty() {
        return theme;
    }

    /** Of ordinary text, in pixels. */
    public IntegerProperty fontSizeProperty() {
        return fontSize;
    }

    /** A language code, empty for the system's. */
    public StringProperty languageProperty() {
        return language;
    }

    /** The locale that the language comes to. */
    public Locale locale() {
        return language.get().isBlank() ? Locale.getDefault() : Locale.forLanguageTag(language.get());
    }

    /** Whether the model used last is loaded at the start. */
    public BooleanProperty loadLastModelProperty() {
        return loadLastModel;
    }

    /** Whether weights that were quantised are kept for the next load. */
    public BooleanProperty keepInt8Property() {
        return keepInt8;
    }

    /** Folder of the model used last, empty for none. */
    public StringProperty lastModelProperty() {
        return lastModel;
    }

    /** The longest context models are loaded with, 0 for the model's own. */
    public IntegerProperty contextLengthProperty() {
        return contextLength;
    }

    public BooleanProperty detailsShownProperty() {
        return detailsShown;
    }

    public BooleanProperty sideBarShownProperty() {
        return sideBarShown;
    }

    /** Where the window was. */
    public Optional<WindowPlace> windowPlace() {
        return WindowPlace.parse(window.get());
    }

    public void setWindowPlace(WindowPlace place) {
        window.set(place.text());
    }

    private <T> void keep(Setting<T> setting, Property<T> property) {
        property.setValue(settings.get(setting));
        property.subscribe((_, value) -> settings.set(setting, value));
    }

    private void number(String key, int initial, int least, int most, IntegerProperty property) {
        Setting<Double> setting = Setting.number(key, initial, least, most);
        property.set(settings.get(setting).intValue());
        property.subscribe((_, value) -> settings.set(setting, value.doubleValue()));
    }
}
