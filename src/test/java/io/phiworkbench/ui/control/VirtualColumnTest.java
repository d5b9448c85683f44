package io.phiworkbench.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.ui.WindowRig;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class VirtualColumnTest {
    private record Item(double[] height) {
        Item(double height) {
            this(new double[] {height});
        }
    }

    private final List<Region> disposed = new ArrayList<>();

    @BeforeAll
    static void startToolkit() {
        WindowRig.startToolkit();
    }

    @Test
    void onlyItemsInSightHaveNodes() {
        WindowRig.run(() -> {
            VirtualColumn<Item> column = column(items(1_000, 100));
            assertThat(column.getChildrenUnmodifiable()).hasSizeLessThan(15);
        });
    }

    @Test
    void startsAtTheEnd() {
        WindowRig.run(() -> {
            List<Item> items = items(50, 100);
            VirtualColumn<Item> column = column(items);
            assertThat(column.cell(items.getLast()).getBoundsInParent().getMaxY())
                    .isEqualTo(400);
            assertThat(column.atEndProperty().get()).isTrue();
        });
    }

    @Test
    void staysAtTheEndWhileTheLastItemGrows() {
        WindowRig.run(() -> {
            List<Item> items = items(50, 100);
            VirtualColumn<Item> column = column(items);
            items.getLast().height()[0] = 250;
            column.requestLayout();
            column.layout();
            assertThat(column.cell(items.getLast()).getBoundsInParent().getMaxY())
                    .isEqualTo(400);
        });
    }

    @Test
    void whatIsReadDoesNotMoveWhileTheLastItemGrows() {
        WindowRig.run(() -> {
            List<Item> items = items(50, 100);
            VirtualColumn<Item> column = column(items);
            column.scrollTo(items.get(10));
            column.layout();
            items.getLast().height()[0] = 900;
            column.requestLayout();
            column.layout();
            assertThat(column.cell(items.get(10)).getLayoutY()).isZero();
            assertThat(column.atEndProperty().get()).isFalse();
        });
    }

    @Test
    void scrollingPastTheEndStopsThere() {
        WindowRig.run(() -> {
            List<Item> items = items(50, 100);
            VirtualColumn<Item> column = column(items);
            column.scrollTo(items.get(10));
            column.layout();
            column.scrollBy(100_000);
            column.layout();
            assertThat(column.atEndProperty().get()).isTrue();
            assertThat(column.cell(items.getLast()).getBoundsInParent().getMaxY())
                    .isEqualTo(400);
        });
    }

    @Test
    void scrollingAboveTheTopStopsThere() {
        WindowRig.run(() -> {
            List<Item> items = items(50, 100);
            VirtualColumn<Item> column = column(items);
            column.scrollBy(-100_000);
            column.layout();
            assertThat(column.cell(items.getFirst()).getLayoutY()).isZero();
        });
    }

    @Test
    void nodesOutOfSightAreDisposedOf() {
        WindowRig.run(() -> {
            List<Item> items = items(50, 100);
            VirtualColumn<Item> column = column(items);
            Region last = column.cell(items.getLast());
            column.scrollTo(items.getFirst());
            column.layout();
            assertThat(disposed).contains(last);
            assertThat(column.cell(items.getLast())).isNull();
        });
    }

    @Test
    void fewItemsStandAtTheTop() {
        WindowRig.run(() -> {
            List<Item> items = items(2, 100);
            VirtualColumn<Item> column = column(items);
            assertThat(column.cell(items.getFirst()).getLayoutY()).isZero();
        });
    }

    private VirtualColumn<Item> column(List<Item> items) {
        VirtualColumn<Item> column = new VirtualColumn<>(VirtualColumnTest::cell, disposed::add, 600);
        column.items().setAll(items);
        new Scene(column, 500, 400);
        column.resize(500, 400);
        column.applyCss();
        column.layout();
        return column;
    }

    private static Region cell(Item item) {
        return new Region() {
            @Override
            protected double computePrefHeight(double width) {
                return item.height()[0];
            }
        };
    }

    private static List<Item> items(int count, double height) {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(new Item(height));
        }
        return items;
    }
}
