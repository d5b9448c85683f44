package io.phiworkbench.ui.shell;

import io.phiworkbench.ui.control.Nodes;
import io.phiworkbench.ui.i18n.Messages;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** A screen of several pages with a row of buttons to go between them; with one page there is no row. */
public final class SectionedScreen extends BorderPane {
    private final Map<String, ToggleButton> buttons = new HashMap<>();

    /**
     * A page of the screen.
     *
     * @param key of its name in the texts
     * @param view makes it when it is first shown
     */
    public record Section(String key, Supplier<Region> view) {}

    public SectionedScreen(List<Section> sections) {
        ToggleGroup group = new ToggleGroup();
        HBox row = new HBox();
        row.getStyleClass().add("section-row");
        for (Section section : sections) {
            ToggleButton button = new ToggleButton(Messages.text(section.key()));
            button.getStyleClass().add("section-button");
            button.setToggleGroup(group);
            Region[] made = new Region[1];
            button.selectedProperty().subscribe(selected -> {
                if (selected) {
                    made[0] = made[0] == null ? section.view().get() : made[0];
                    setCenter(made[0]);
                }
            });
            button.setOnAction(_ -> button.setSelected(true));
            buttons.put(section.key(), button);
            row.getChildren().add(button);
        }
        Nodes.show(row, sections.size() > 1);
        setTop(row);
        select(sections.getFirst().key());
    }

    /** Shows the page of this key. */
    public void select(String key) {
        buttons.get(key).setSelected(true);
    }
}
