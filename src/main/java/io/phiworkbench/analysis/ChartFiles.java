package io.phiworkbench.analysis;

import io.phiworkbench.analysis.ChartDrawing.Shape;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The files that a chart can be saved as. */
public enum ChartFiles {
    CSV("csv"),
    JSON("json"),
    PNG("png"),
    SVG("svg");

    private static final int PNG_SCALE = 2;

    private final String extension;

    ChartFiles(String extension) {
        this.extension = extension;
    }

    /** How its files end, without the point. */
    public String extension() {
        return extension;
    }

    /** The content of the file. */
    public byte[] bytes(Chart chart) {
        return switch (this) {
            case CSV -> utf8(chart.table().csv());
            case JSON -> utf8(chart.json());
            case PNG -> png(ChartDrawing.of(chart));
            case SVG -> utf8(svg(ChartDrawing.of(chart)));
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String svg(ChartDrawing drawing) {
        var svg =
                new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="sans-serif">
                """.formatted(drawing.width(), drawing.height(), drawing.width(), drawing.height()));
        drawing.shapes().forEach(shape -> svg.append(element(shape)).append('\n'));
        return svg.append("</svg>\n").toString();
    }

    private static String element(Shape shape) {
        return switch (shape) {
            case Shape.Rectangle r ->
                format(
                        "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"#%06x\"/>",
                        r.x(), r.y(), r.width(), r.height(), r.colour());
            case Shape.Line l ->
                format(
                        "<line x1=\"%.2f\" y1=\"%.2f\" x2=\"%.2f\" y2=\"%.2f\" stroke-width=\"%.1f\" stroke=\"#%06x\"/>",
                        l.x1(), l.y1(), l.x2(), l.y2(), l.stroke(), l.colour());
            case Shape.Circle c ->
                format(
                        "<circle cx=\"%.2f\" cy=\"%.2f\" r=\"%.2f\" fill=\"#%06x\"/>",
                        c.x(), c.y(), c.radius(), c.colour());
            case Shape.Sector s -> sector(s);
            case Shape.Text t ->
                format(
                        "<text x=\"%.2f\" y=\"%.2f\" font-size=\"%.1f\" text-anchor=\"%s\" fill=\"#%06x\"%s>%s</text>",
                        t.x(),
                        t.y(),
                        t.size(),
                        t.align() == 0 ? "start" : t.align() == 1 ? "end" : "middle",
                        t.colour(),
                        t.upwards() ? format(" transform=\"rotate(-90 %.2f %.2f)\"", t.x(), t.y()) : "",
                        escaped(t.text()));
        };
    }

    private static String sector(Shape.Sector s) {
        if (s.angle() >= 359.999) {
            return format(
                    "<circle cx=\"%.2f\" cy=\"%.2f\" r=\"%.2f\" fill=\"#%06x\"/>",
                    s.x(), s.y(), s.radius(), s.colour());
        }
        double start = Math.toRadians(s.from());
        double end = Math.toRadians(s.from() + s.angle());
        return format(
                "<path d=\"M %.2f %.2f L %.2f %.2f A %.2f %.2f 0 %d 1 %.2f %.2f Z\" fill=\"#%06x\" stroke=\"#ffffff\"/>",
                s.x(),
                s.y(),
                s.x() + s.radius() * Math.sin(start),
                s.y() - s.radius() * Math.cos(start),
                s.radius(),
                s.radius(),
                s.angle() > 180 ? 1 : 0,
                s.x() + s.radius() * Math.sin(end),
                s.y() - s.radius() * Math.cos(end),
                s.colour());
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    /** XML has no way to write control characters at all. */
    private static String escaped(String text) {
        return text.replaceAll("[\\p{Cntrl}\\uFFFE\\uFFFF]", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }

    private static byte[] png(ChartDrawing drawing) {
        var image = new BufferedImage(
                drawing.width() * PNG_SCALE, drawing.height() * PNG_SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.scale(PNG_SCALE, PNG_SCALE);
        drawing.shapes().forEach(shape -> paint(graphics, shape));
        graphics.dispose();
        return PictureParts.png(image);
    }

    private static void paint(Graphics2D graphics, Shape shape) {
        switch (shape) {
            case Shape.Rectangle r -> {
                graphics.setColor(new Color(r.colour()));
                graphics.fill(new Rectangle2D.Double(r.x(), r.y(), r.width(), r.height()));
            }
            case Shape.Line l -> {
                graphics.setColor(new Color(l.colour()));
                graphics.setStroke(new BasicStroke((float) l.stroke(), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
                graphics.draw(new Line2D.Double(l.x1(), l.y1(), l.x2(), l.y2()));
            }
            case Shape.Circle c -> {
                graphics.setColor(new Color(c.colour()));
                graphics.fill(
                        new Ellipse2D.Double(c.x() - c.radius(), c.y() - c.radius(), 2 * c.radius(), 2 * c.radius()));
            }
            case Shape.Sector s -> {
                graphics.setColor(new Color(s.colour()));
                graphics.fill(new Arc2D.Double(
                        s.x() - s.radius(),
                        s.y() - s.radius(),
                        2 * s.radius(),
                        2 * s.radius(),
                        90 - s.from(),
                        -s.angle(),
                        Arc2D.PIE));
            }
            case Shape.Text t -> paint(graphics, t);
        }
    }

    private static void paint(Graphics2D graphics, Shape.Text text) {
        graphics.setColor(new Color(text.colour()));
        graphics.setFont(new Font(ChartDrawing.FONT, Font.PLAIN, 1).deriveFont((float) text.size()));
        double offset = -text.align() * ChartDrawing.textWidth(text.text(), text.size());
        var before = graphics.getTransform();
        graphics.translate(text.x(), text.y());
        if (text.upwards()) {
            graphics.rotate(-Math.PI / 2);
        }
        graphics.drawString(text.text(), (float) offset, 0);
        graphics.setTransform(before);
    }
}
