package io.phiworkbench.ui.settings;

import atlantafx.base.controls.ToggleSwitch;
import atlantafx.base.theme.Styles;
import io.phiworkbench.ui.control.Buttons;
import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.theme.Appearance;
import io.phiworkbench.ui.theme.Theme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.Property;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Spinner;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.kordamp.ikonli.feather.Feather;

/** The settings screen. */
public final class SettingsView extends ScrollPane {
    private static final List<String> LANGUAGES = List.of("", "en", "fr");
    private static final List<Integer> CONTEXTS = List.of(0, 2048, 4096, 8192, 16384, 32768, 65536, 131072);

    private final WindowSettings settings;
    private final KeptInt8ViewModel int8;

    /**
     * @param int8 the weights that are kept on the disk
     * @param graphics what there is to say of graphics cards
     * @param folder where everything of the user lies
     * @param open opens an address with the system's own program for it
     */
    public SettingsView(
            WindowSettings settings, KeptInt8ViewModel int8, Node graphics, Path folder, Consumer<String> open) {
        this.settings = settings;
        this.int8 = int8;
        getStyleClass().add("screen");
        setFitToWidth(true);
        VBox page = new VBox(
                Nodes.label(Messages.text("screen.settings"), Styles.TITLE_2),
                section("settings.appearance", theme(), fontSize(), language()),
                section("settings.models", loadLast(), context(), keepInt8()),
                section("settings.graphics", graphics),
                section("settings.data", data(folder, open)));
        page.getStyleClass().add("page");
        setContent(page);
    }

    private Node theme() {
        ChoiceBox<Theme> box = choice(
                List.of(Theme.values()),
                t -> Messages.text("settings.theme." + t.name().toLowerCase(Locale.ROOT)),
                settings.themeProperty());
        return row("settings.theme", box);
    }

    private Node fontSize() {
        Spinner<Integer> spinner = new Spinner<>(
                Appearance.SMALLEST_FONT_SIZE,
                Appearance.LARGEST_FONT_SIZE,
                settings.fontSizeProperty().get());
        spinner.setEditable(true);
        spinner.getEditor().setAccessibleText(Messages.text("settings.fontSize"));
        spinner.getValueFactory().valueProperty().subscribe(settings.fontSizeProperty()::set);
        settings.fontSizeProperty().subscribe(n -> spinner.getValueFactory().setValue(n.intValue()));
        spinner.getStyleClass().add("font-size-spinner");
        return row("settings.fontSize", spinner);
    }

    private Node language() {
        ChoiceBox<String> box = choice(LANGUAGES, SettingsView::languageName, settings.languageProperty());
        return row("settings.language", box);
    }

    /** Each language calls itself by its own name. */
    private static String languageName(String code) {
        if (code.isEmpty()) {
            return Messages.text("settings.language.system");
        }
        Locale locale = Locale.forLanguageTag(code);
        String name = locale.getDisplayLanguage(locale);
        return name.substring(0, 1).toUpperCase(locale) + name.substring(1);
    }

    private Node loadLast() {
        return toggle("settings.loadLast", settings.loadLastModelProperty());
    }

    private Node context() {
        ChoiceBox<Integer> box = choice(
                CONTEXTS,
                n -> n == 0 ? Messages.text("settings.context.auto") : Messages.text("settings.context.tokens", n),
                settings.contextLengthProperty().asObject());
        return row("settings.context", box);
    }

    /** The switch and, below it, what is kept and how to be rid of it. */
    private Node keepInt8() {
        Label used = Nodes.label("", Styles.TEXT_SMALL, "int8-used");
        used.setWrapText(true);
        used.textProperty().bind(int8.textProperty());
        Label problem = Nodes.label("", Styles.TEXT_SMALL, Styles.DANGER, "int8-problem");
        problem.setWrapText(true);
        problem.textProperty().bind(int8.problemProperty());
        int8.problemProperty().subscribe(text -> Nodes.show(problem, !text.isEmpty()));
        VBox texts = new VBox(used, problem);
        texts.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(texts, Priority.ALWAYS);
        Button delete = Buttons.labelled(Feather.TRASH_2, Messages.text("settings.int8.delete"), int8::delete);
        delete.getStyleClass().add("int8-delete");
        delete.setMinWidth(USE_PREF_SIZE);
        int8.presentProperty().subscribe(there -> Nodes.show(delete, there));
        HBox kept = new HBox(texts, delete);
        kept.getStyleClass().add("settings-row");
        kept.setAlignment(Pos.CENTER_LEFT);
        sceneProperty().subscribe(scene -> {
            if (scene != null) {
                int8.look();
            }
        });
        return new VBox(toggle("settings.keepInt8", settings.keepInt8Property()), kept);
    }

    private static Node data(Path folder, Consumer<String> open) {
        Label path = Nodes.label(folder.toString(), "path-text");
        path.setWrapText(true);
        Label text = Nodes.label(Messages.text("settings.data.text"), Styles.TEXT_MUTED);
        text.setWrapText(true);
        Button show = Buttons.labelled(
                Feather.FOLDER,
                Messages.text("settings.data.show"),
                () -> open.accept(folder.toUri().toString()));
        show.setId("show-data");
        VBox note = new VBox(text, path, show);
        note.getStyleClass().add("settings-note");
        return note;
    }

    private static Node toggle(String key, BooleanProperty property) {
        ToggleSwitch toggle = new ToggleSwitch();
        toggle.selectedProperty().bindBidirectional(property);
        return row(key, toggle);
    }

    private static <T> ChoiceBox<T> choice(List<T> values, Function<T, String> name, Property<T> property) {
        ChoiceBox<T> box = new ChoiceBox<>();
        box.getItems().setAll(values);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(T value) {
                return value == null ? "" : name.apply(value);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException("values are chosen, not typed");
            }
        });
        box.valueProperty().bindBidirectional(property);
        // Held by the control, since the binding holds a converted property only weakly.
        box.getProperties().put(SettingsView.class, property);
        return box;
    }

    private static Node section(String key, Node... rows) {
        VBox card = new VBox(rows);
        card.getStyleClass().add("settings-card");
        VBox section = new VBox(Nodes.label(Messages.text(key), "section"), card);
        section.getStyleClass().add("settings-section");
        return section;
    }

    private static Node row(String key, Node control) {
        Label name = new Label(Messages.text(key));
        name.setLabelFor(control);
        Label help = Nodes.label(Messages.text(key + ".help"), Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        help.setWrapText(true);
        control.setAccessibleText(name.getText());
        VBox texts = new VBox(name, help);
        HBox.setHgrow(texts, Priority.ALWAYS);
        HBox row = new HBox(texts, control);
        row.getStyleClass().add("settings-row");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
