package io.phiworkbench.analysis;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A chart as plain shapes on a white sheet, from which files are made.
 *
 * @param width of the sheet in pixels
 * @param height of the sheet in pixels
 */
record ChartDrawing(int width, int height, List<Shape> shapes) {
    static final String FONT = "SansSerif";

    /** Blue, orange, green, red and on: told apart also by people who do not see all colours. */
    private static final List<Integer> COLOURS =
            List.of(0x2F6FB5, 0xE07B24, 0x3A923A, 0xC03D3E, 0x8D69B8, 0x84584E, 0xD684BD, 0x7F7F7F);

    private static final int INK = 0x24292F;
    private static final int GRID = 0xD0D7DE;
    private static final FontRenderContext MEASURE = new FontRenderContext(null, true, true);

    /** Something drawn; places in pixels from the top left, colours as RGB. */
    sealed interface Shape {
        record Rectangle(double x, double y, double width, double height, int colour) implements Shape {}

        record Line(double x1, double y1, double x2, double y2, double stroke, int colour) implements Shape {}

        record Circle(double x, double y, double radius, int colour) implements Shape {}

        /** A piece of pie from {@code from}, clockwise from the top, over {@code angle} degrees. */
        record Sector(double x, double y, double radius, double from, double angle, int colour) implements Shape {}

        /** @param align 0 begins at x, 0.5 is centred on it, 1 ends there */
        record Text(String text, double x, double y, double size, double align, boolean upwards, int colour)
                implements Shape {}
    }

    static double textWidth(String text, double size) {
        return new Font(FONT, Font.PLAIN, 100).getStringBounds(text, MEASURE).getWidth() * size / 100;
    }

    static ChartDrawing of(Chart chart) {
        return new Plan(chart).draw();
    }

    /** Places the parts of one chart. */
    private static final class Plan {
        private static final int WIDTH = 800;
        private static final int HEIGHT = 500;
        private static final double SMALL = 13;

        private final Chart chart;
        private final List<Chart.Series> series;
        private final List<Shape> shapes = new ArrayList<>();
        private final double left = 76;
        private final double right = WIDTH - 24;
        private final double top;
        private final double bottom;
        private AxisTicks ticks = AxisTicks.between(0, 1);

        Plan(Chart chart) {
            this.chart = chart;
            this.series = chart.series();
            boolean legend = series.size() > 1;
            this.top = 24 + (chart.title().isEmpty() ? 0 : 28) + (legend ? 26 : 0);
            this.bottom = HEIGHT - 34 - (chart.xAxis().isEmpty() ? 0 : 24);
        }

        ChartDrawing draw() {
            shapes.add(new Shape.Rectangle(0, 0, WIDTH, HEIGHT, 0xFFFFFF));
            text(chart.title(), WIDTH / 2.0, 30, 18, 0.5);
            if (chart.type() == ChartType.PIE) {
                pie();
            } else {
                legend();
                axes();
                switch (chart.type()) {
                    case BAR -> bars();
                    case LINE -> lines();
                    default -> points();
                }
            }
            return new ChartDrawing(WIDTH, HEIGHT, List.copyOf(shapes));
        }

        private static int colour(int index) {
            return COLOURS.get(index % COLOURS.size());
        }

        private void text(String text, double x, double y, double size, double align) {
            if (!text.isEmpty()) {
                shapes.add(new Shape.Text(text, x, y, size, align, false, INK));
            }
        }

        private void legend() {
            if (series.size() < 2) {
                return;
            }
            double x = left;
            for (int i = 0; i < series.size(); i++) {
                shapes.add(new Shape.Rectangle(x, top - 24, 12, 12, colour(i)));
                text(series.get(i).name(), x + 18, top - 13, SMALL, 0);
                x += 18 + textWidth(series.get(i).name(), SMALL) + 22;
            }
        }

        private void axes() {
            double least = Math.min(0, all().min().orElse(0));
            double most = Math.max(0, all().max().orElse(1));
            ticks = AxisTicks.between(least, most == least ? least + 1 : most);
            for (double value : ticks.values()) {
                shapes.add(new Shape.Line(left, y(value), right, y(value), 1, value == 0 ? INK : GRID));
                text(Quantity.format(value), left - 8, y(value) + 4, SMALL, 1);
            }
            text(chart.xAxis(), (left + right) / 2, HEIGHT - 12, SMALL, 0.5);
            if (!chart.valueLabel().isEmpty()) {
                shapes.add(new Shape.Text(chart.valueLabel(), 20, (top + bottom) / 2, SMALL, 0.5, true, INK));
            }
        }

        private DoubleStream all() {
            return series.stream().flatMap(s -> s.points().stream()).mapToDouble(Chart.Point::value);
        }

        private double y(double value) {
            return bottom - (value - ticks.low()) / (ticks.high() - ticks.low()) * (bottom - top);
        }

        private int categories() {
            return Math.max(1, chart.table().rows().size());
        }

        private double slot() {
            return (right - left) / categories();
        }

        private void categoryLabels() {
            double widest = chart.table().rows().stream()
                    .mapToDouble(row -> textWidth(row.getFirst(), SMALL))
                    .max()
                    .orElse(0);
            int every = (int) Math.max(1, Math.ceil((widest + 6) / slot()));
            for (int i = 0; i < chart.table().rows().size(); i += every) {
                text(chart.table().rows().get(i).getFirst(), left + slot() * (i + 0.5), bottom + 20, SMALL, 0.5);
            }
        }

        private void bars() {
            categoryLabels();
            double width = slot() * 0.72 / series.size();
            boolean few = categories() * series.size() <= 24;
            for (int s = 0; s < series.size(); s++) {
                for (int row = 0; row < chart.table().rows().size(); row++) {
                    var value = chart.table().quantity(row, s + 1);
                    if (value.isPresent()) {
                        double x = left + slot() * (row + 0.14) + width * s;
                        double y = y(value.get().value());
                        shapes.add(
                                new Shape.Rectangle(x, Math.min(y, y(0)), width * 0.94, Math.abs(y - y(0)), colour(s)));
                        if (few) {
                            double above = value.get().value() < 0 ? y + 15 : y - 5;
                            text(Quantity.format(value.get().value()), x + width * 0.47, above, 12, 0.5);
                        }
                    }
                }
            }
        }

        private double x(Chart.Point point, double low, double high) {
            return chart.table().hasNumericCategories()
                    ? left + 12 + (point.x() - low) / Math.max(1e-12, high - low) * (right - left - 24)
                    : left + slot() * (point.x() - 0.5);
        }

        private double[] xRange() {
            double[] xs = series.stream()
                    .flatMap(s -> s.points().stream())
                    .mapToDouble(Chart.Point::x)
                    .toArray();
            double low = Arrays.stream(xs).min().orElse(0);
            return new double[] {low, Arrays.stream(xs).max().orElse(low + 1)};
        }

        private void lines() {
            double[] range = xRange();
            xLabels(range);
            for (int s = 0; s < series.size(); s++) {
                Chart.Point before = null;
                for (Chart.Point point : series.get(s).points()) {
                    double x = x(point, range[0], range[1]);
                    if (before != null) {
                        shapes.add(new Shape.Line(
                                x(before, range[0], range[1]), y(before.value()), x, y(point.value()), 2.5, colour(s)));
                    }
                    shapes.add(new Shape.Circle(x, y(point.value()), 4, colour(s)));
                    before = point;
                }
            }
        }

        private void points() {
            double[] range = xRange();
            xLabels(range);
            for (int s = 0; s < series.size(); s++) {
                for (Chart.Point point : series.get(s).points()) {
                    shapes.add(new Shape.Circle(x(point, range[0], range[1]), y(point.value()), 5, colour(s)));
                }
            }
        }

        private void xLabels(double[] range) {
            if (!chart.table().hasNumericCategories()) {
                categoryLabels();
                return;
            }
            for (double value : AxisTicks.between(range[0], range[1]).values()) {
                if (value >= range[0] && value <= range[1]) {
                    double x = x(new Chart.Point("", value, 0), range[0], range[1]);
                    text(Quantity.format(value), x, bottom + 20, SMALL, 0.5);
                }
            }
        }

        private void pie() {
            List<Chart.Point> points = series.getFirst().points();
            double sum =
                    points.stream().mapToDouble(p -> Math.max(0, p.value())).sum();
            double radius = (HEIGHT - top - 40) / 2;
            double middle = top + radius;
            double from = 0;
            for (int i = 0; i < points.size() && sum > 0; i++) {
                double angle = 360 * Math.max(0, points.get(i).value()) / sum;
                shapes.add(new Shape.Sector(260, middle, radius, from, angle, colour(i)));
                from += angle;
                double y = middle - points.size() * 13 + i * 26;
                shapes.add(new Shape.Rectangle(520, y - 11, 14, 14, colour(i)));
                text(
                        points.get(i).category() + "  "
                                + Quantity.format(points.get(i).value()) + " " + chart.unit(),
                        544,
                        y + 1,
                        14,
                        0);
            }
        }
    }
}
