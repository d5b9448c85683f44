package io.phiworkbench.ui.control;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.geometry.Orientation;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/**
 * A scrolling column of items of different heights, of which only those in sight have nodes. Made for conversations: it
 * starts at the end, stays there while the last item grows, and while the reader is elsewhere nothing that grows or is
 * measured for the first time moves what they read.
 *
 * <p>Its place is an item and how far that item's top is from the top of the column; the scroll bar is derived from it
 * with the mean height standing in for items never measured.
 *
 * @param <T> items; their identity counts, and each may be in the list once
 */
public final class VirtualColumn<T> extends Region {
    private static final double OVERSCAN = 160;
    private static final double FIRST_GUESS = 120;
    private static final double KEY_STEP = 48;

    private final ObservableList<T> items = FXCollections.observableArrayList();
    private final Function<T, Region> cellFactory;
    private final Consumer<Region> disposer;
    private final double widest;
    private final Map<T, Region> cells = new IdentityHashMap<>();
    private final Map<T, Double> heights = new IdentityHashMap<>();
    private final ScrollBar bar = new ScrollBar();
    private final ReadOnlyBooleanWrapper atEnd = new ReadOnlyBooleanWrapper(true);

    private int first;
    private double top;
    private double measuredWidth = -1;
    private boolean adjustingBar;

    /**
     * @param cellFactory makes the node of an item; called again when the item comes back into sight
     * @param disposer gets nodes that are not needed any more
     * @param widest columns are centred and no wider than this; the scroll bar lies over their right edge
     */
    public VirtualColumn(Function<T, Region> cellFactory, Consumer<Region> disposer, double widest) {
        this.cellFactory = cellFactory;
        this.disposer = disposer;
        this.widest = widest;
        getStyleClass().add("virtual-column");
        bar.setOrientation(Orientation.VERTICAL);
        bar.setFocusTraversable(false);
        bar.valueProperty().subscribe((before, after) -> {
            if (!adjustingBar) {
                moveTo(after.doubleValue());
            }
        });
        getChildren().add(bar);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        setFocusTraversable(true);
        items.addListener((ListChangeListener<T>) _ -> forgetRemoved());
        addEventHandler(ScrollEvent.SCROLL, e -> scrollBy(-e.getDeltaY()));
        addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
    }

    public ObservableList<T> items() {
        return items;
    }

    /** Whether the end is in sight and is kept in sight. */
    public ReadOnlyBooleanProperty atEndProperty() {
        return atEnd.getReadOnlyProperty();
    }

    public void scrollToEnd() {
        atEnd.set(true);
        requestLayout();
    }

    /** Brings the top of an item to the top of the column. */
    public void scrollTo(T item) {
        int index = items.indexOf(item);
        if (index >= 0) {
            place(index, 0);
        }
    }

    /** Moves what is shown down by this many pixels, up if negative. */
    public void scrollBy(double pixels) {
        if (pixels < 0) {
            atEnd.set(false);
        }
        top -= pixels;
        requestLayout();
    }

    /** The node of an item in sight, null of others. */
    public Region cell(T item) {
        return cells.get(item);
    }

    private void place(int index, double offset) {
        atEnd.set(false);
        first = index;
        top = offset;
        requestLayout();
    }

    private void keyPressed(KeyEvent e) {
        if (e.getTarget() != this) {
            return;
        }
        double page = Math.max(KEY_STEP, getHeight() - KEY_STEP);
        switch (e.getCode()) {
            case UP -> scrollBy(-KEY_STEP);
            case DOWN -> scrollBy(KEY_STEP);
            case PAGE_UP -> scrollBy(-page);
            case PAGE_DOWN, SPACE -> scrollBy(page);
            case HOME -> place(0, 0);
            case END -> scrollToEnd();
            default -> {
                return;
            }
        }
        e.consume();
    }

    private void forgetRemoved() {
        Set<T> kept = java.util.Collections.newSetFromMap(new IdentityHashMap<>());
        kept.addAll(items);
        cells.entrySet().removeIf(cell -> {
            boolean gone = !kept.contains(cell.getKey());
            if (gone) {
                dispose(cell.getValue());
            }
            return gone;
        });
        heights.keySet().removeIf(item -> !kept.contains(item));
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double barWidth = snapSizeX(bar.prefWidth(-1));
        double width = snapSizeX(Math.min(widest, getWidth()));
        if (width != measuredWidth) {
            measuredWidth = width;
            heights.clear();
        }
        if (items.isEmpty() || width == 0) {
            keepOnly(Set.of());
            bar.setVisible(false);
            first = 0;
            top = 0;
            return;
        }
        findFirst(width);
        Set<T> shown = layoutCells(width);
        keepOnly(shown);
        layoutBar(barWidth);
    }

    /** Settles which item is at the top of the column, and where, so that no gap shows. */
    private void findFirst(double width) {
        first = Math.clamp(first, 0, items.size() - 1);
        if (!atEnd.get() && !fillsFromFirst(width)) {
            atEnd.set(true);
        }
        if (atEnd.get()) {
            double y = getHeight();
            int index = items.size();
            while (y > 0 && index > 0) {
                y -= height(--index, width);
            }
            first = index;
            top = Math.min(y, 0);
        }
    }

    /** Walks to the first item in sight; false if the end of the column would be above its lower edge. */
    private boolean fillsFromFirst(double width) {
        while (top > 0 && first > 0) {
            top -= height(--first, width);
        }
        top = Math.min(top, 0);
        while (first < items.size() - 1 && top + height(first, width) <= 0) {
            top += height(first++, width);
        }
        double y = top;
        for (int i = first; i < items.size(); i++) {
            y += height(i, width);
            if (y > getHeight() + 1) {
                return true;
            }
        }
        return false;
    }

    private Set<T> layoutCells(double width) {
        Set<T> shown = java.util.Collections.newSetFromMap(new IdentityHashMap<>());
        double x = snapPositionX(Math.max(0, (getWidth() - width) / 2));
        double y = top;
        int index = first;
        while (index > 0 && y > -OVERSCAN) {
            y -= height(--index, width);
        }
        for (; index < items.size() && y < getHeight() + OVERSCAN; index++) {
            double height = height(index, width);
            T item = items.get(index);
            shown.add(item);
            cells.get(item).resizeRelocate(x, snapPositionY(y), width, height);
            y += height;
        }
        return shown;
    }

    private void keepOnly(Set<T> shown) {
        Set<T> away = new HashSet<>();
        cells.forEach((item, cell) -> {
            if (!shown.contains(item) && !holdsFocus(cell)) {
                away.add(item);
            } else if (!shown.contains(item)) {
                cell.relocate(0, -cell.getHeight() - getHeight());
            }
        });
        away.forEach(item -> dispose(cells.remove(item)));
    }

    private void dispose(Region cell) {
        getChildren().remove(cell);
        disposer.accept(cell);
    }

    /** A cell in which somebody types stays, out of sight. */
    private boolean holdsFocus(Region cell) {
        javafx.scene.Node owner = getScene() == null ? null : getScene().getFocusOwner();
        while (owner != null && owner != cell) {
            owner = owner.getParent();
        }
        return owner != null;
    }

    private void layoutBar(double barWidth) {
        double total = 0;
        double above = 0;
        double mean = meanHeight();
        for (int i = 0; i < items.size(); i++) {
            if (i == first) {
                above = total - top;
            }
            total += knownHeight(i, mean);
        }
        adjustingBar = true;
        bar.setVisible(total > getHeight());
        bar.setMax(Math.max(0, total - getHeight()));
        bar.setVisibleAmount(total == 0 ? 1 : bar.getMax() * Math.min(1, getHeight() / total));
        bar.setBlockIncrement(getHeight() * 0.9);
        bar.setUnitIncrement(KEY_STEP);
        bar.setValue(atEnd.get() ? bar.getMax() : Math.clamp(above, 0, bar.getMax()));
        adjustingBar = false;
        bar.resizeRelocate(getWidth() - barWidth, 0, barWidth, getHeight());
    }

    /** The scroll bar was moved by the user. */
    private void moveTo(double value) {
        if (value >= bar.getMax() - 0.5) {
            scrollToEnd();
            return;
        }
        double y = 0;
        double mean = meanHeight();
        for (int i = 0; i < items.size(); i++) {
            double height = knownHeight(i, mean);
            if (y + height > value) {
                place(i, y - value);
                return;
            }
            y += height;
        }
    }

    private double knownHeight(int index, double mean) {
        return heights.getOrDefault(items.get(index), mean);
    }

    private double meanHeight() {
        return heights.isEmpty()
                ? FIRST_GUESS
                : heights.values().stream().mapToDouble(h -> h).sum() / heights.size();
    }

    /** Measures an item, making its node if it has none. */
    private double height(int index, double width) {
        T item = items.get(index);
        Region cell = cells.get(item);
        if (cell == null) {
            cell = cellFactory.apply(item);
            cells.put(item, cell);
            getChildren().addFirst(cell);
            cell.applyCss();
        }
        double height = snapSizeY(cell.prefHeight(width));
        heights.put(item, height);
        return height;
    }
}
