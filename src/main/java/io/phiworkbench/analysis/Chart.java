package io.phiworkbench.analysis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A chart as numbers.
 *
 * @param title may be empty
 * @param xAxis what the categories are; may be empty
 * @param yAxis what the values are; may be empty
 * @param unit of the values; may be empty
 */
public record Chart(ChartType type, String title, String xAxis, String yAxis, String unit, ChartTable table) {

    /** A chart of which only the table is known: axes and unit are those of header and cells. */
    public static Chart of(ChartTable table) {
        ChartType type = table.hasNumericCategories() ? ChartType.LINE : ChartType.BAR;
        String yAxis = table.header().size() == 2 ? table.header().get(1) : "";
        return new Chart(type, "", table.header().getFirst(), yAxis, commonUnit(table), table);
    }

    private static String commonUnit(ChartTable table) {
        List<String> units = new ArrayList<>();
        for (int row = 0; row < table.rows().size(); row++) {
            for (int column = 1; column < table.header().size(); column++) {
                table.quantity(row, column).map(Quantity::unit).ifPresent(units::add);
            }
        }
        return units.stream().distinct().count() == 1 ? units.getFirst() : "";
    }

    public Chart withType(ChartType value) {
        return new Chart(value, title, xAxis, yAxis, unit, table);
    }

    public Chart withTitle(String value) {
        return new Chart(type, value, xAxis, yAxis, unit, table);
    }

    public Chart withAxes(String x, String y, String valueUnit) {
        return new Chart(type, title, x, y, valueUnit, table);
    }

    public Chart withTable(ChartTable value) {
        return new Chart(type, title, xAxis, yAxis, unit, value);
    }

    /**
     * One line of values.
     *
     * @param points in the table's order; rows without a number are left out
     */
    public record Series(String name, List<Point> points) {}

    /**
     * A value.
     *
     * @param category the cell of the first column
     * @param x its number, or the row's place from 1 where it is none
     */
    public record Point(String category, double x, double value) {}

    /** The series, one a column after the first. */
    public List<Series> series() {
        boolean numeric = table.hasNumericCategories();
        List<Series> series = new ArrayList<>();
        for (int column = 1; column < table.header().size(); column++) {
            List<Point> points = new ArrayList<>();
            for (int row = 0; row < table.rows().size(); row++) {
                String category = table.rows().get(row).getFirst();
                double x = numeric ? Quantity.parse(category).orElseThrow().value() : row + 1;
                Optional<Quantity> value = table.quantity(row, column);
                value.ifPresent(v -> points.add(new Point(category, x, v.value())));
            }
            series.add(new Series(table.header().get(column), points));
        }
        return series;
    }

    /** What stands along the values: their name and unit. */
    public String valueLabel() {
        return unit.isEmpty() ? yAxis : yAxis.isEmpty() ? unit : yAxis + " (" + unit + ")";
    }

    /** Everything as JSON. */
    public String json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("type", type.label())
                .put("title", title)
                .put("xAxis", xAxis)
                .put("yAxis", yAxis)
                .put("unit", unit);
        ArrayNode categories = json.putArray("categories");
        table.rows().forEach(row -> categories.add(row.getFirst()));
        ArrayNode all = json.putArray("series");
        for (int column = 1; column < table.header().size(); column++) {
            ArrayNode values =
                    all.addObject().put("name", table.header().get(column)).putArray("values");
            for (int row = 0; row < table.rows().size(); row++) {
                table.quantity(row, column).ifPresentOrElse(q -> values.add(q.value()), values::addNull);
            }
        }
        return json.toPrettyString() + "\n";
    }
}
