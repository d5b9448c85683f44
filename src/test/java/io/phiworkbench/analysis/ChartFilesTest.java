package io.phiworkbench.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;

class ChartFilesTest {
    private static Chart chart(ChartType type) throws TableFault {
        return Chart.of(ChartTable.parse("a & b,north,<south>\n2019,3,-4\n2020,10,0.5\n2021,7,2"))
                .withType(type)
                .withTitle("Sales & more");
    }

    private static Document svg(Chart chart) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(ChartFiles.SVG.bytes(chart)));
    }

    @ParameterizedTest
    @CsvSource({"BAR,rect,9", "LINE,circle,6", "SCATTER,circle,6", "PIE,path,3"})
    void anSvgHasAShapeForEachValue(ChartType type, String element, int count) throws Exception {
        Document document = svg(chart(type));

        assertThat(document.getElementsByTagName(element).getLength()).isEqualTo(count);
        assertThat(document.getElementsByTagName("text").item(0).getTextContent())
                .isEqualTo("Sales & more");
    }

    @ParameterizedTest
    @EnumSource(ChartType.class)
    void aPngIsAPictureWithColours(ChartType type) throws Exception {
        var image = ImageIO.read(new ByteArrayInputStream(ChartFiles.PNG.bytes(chart(type))));

        assertThat(image.getWidth()).isEqualTo(1600);
        var colours = new java.util.HashSet<Integer>();
        for (int x = 0; x < image.getWidth(); x += 3) {
            for (int y = 0; y < image.getHeight(); y += 3) {
                colours.add(image.getRGB(x, y) & 0xFFFFFF);
            }
        }
        assertThat(colours).contains(0xFFFFFF, 0x2F6FB5);
    }

    @Test
    void jsonHasNumbersWhereTheTableHasThem() throws Exception {
        String json = new String(ChartFiles.JSON.bytes(chart(ChartType.BAR)), StandardCharsets.UTF_8);
        var tree = new com.fasterxml.jackson.databind.ObjectMapper().readTree(json);

        assertThat(tree.path("type").asText()).isEqualTo("bar");
        assertThat(tree.at("/series/1/values/0").doubleValue()).isEqualTo(-4);
        assertThat(tree.at("/categories/2").asText()).isEqualTo("2021");
    }

    @ParameterizedTest
    @CsvSource({"0,10,2", "0,97,20", "0,1,0.2", "-4,10,5", "0,0.004,0.001", "3,3,1"})
    void axesHaveRoundNumbersThatCoverTheValues(double least, double most, double step) {
        AxisTicks ticks = AxisTicks.between(least, most);

        assertThat(ticks.step()).isEqualTo(step, org.assertj.core.api.Assertions.within(1e-12));
        assertThat(ticks.values()).startsWith(ticks.low()).hasSizeBetween(2, 12);
        assertThat(ticks.low()).isLessThanOrEqualTo(least);
        assertThat(ticks.high()).isGreaterThanOrEqualTo(most);
        for (double value : ticks.values()) {
            assertThat(Quantity.format(value).length()).isLessThan(8);
        }
    }
}
