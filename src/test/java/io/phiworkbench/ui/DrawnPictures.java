package io.phiworkbench.ui;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Pictures as people drop them, drawn for tests and screenshots. */
final class DrawnPictures {
    private DrawnPictures() {}

    /** A receipt: portrait, small print. */
    static Path receipt(Path folder, String name, String[][] lines) {
        BufferedImage image = new BufferedImage(720, 1080, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = begin(image);
        g.setColor(new Color(0x22, 0x22, 0x22));
        g.setFont(font().deriveFont(Font.BOLD, 54f));
        centred(g, "BISTRO RHÔNE", 360, 130);
        g.setFont(font().deriveFont(28f));
        centred(g, "12 quai Saint-Antoine, Lyon", 360, 190);
        g.setStroke(new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 0, new float[] {8, 8}, 0));
        g.drawLine(80, 240, 640, 240);
        g.setFont(font().deriveFont(36f));
        int y = 320;
        for (String[] line : lines) {
            g.drawString(line[0], 90, y);
            g.drawString(line[1], 640 - g.getFontMetrics().stringWidth(line[1]), y);
            y += 76;
        }
        g.drawLine(80, y - 30, 640, y - 30);
        g.dispose();
        return save(image, folder.resolve(name));
    }

    /** A bar chart: landscape. */
    static Path chart(Path folder, String name, String title, String... months) {
        BufferedImage image = new BufferedImage(1200, 800, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = begin(image);
        g.setColor(Color.DARK_GRAY);
        g.setFont(font().deriveFont(Font.BOLD, 44f));
        g.drawString(title, 100, 90);
        int[] values = {320, 410, 380, 560, 610, 480};
        g.setFont(font().deriveFont(30f));
        for (int i = 0; i < values.length; i++) {
            int x = 130 + i * 170;
            g.setColor(new Color(0x0969DA));
            g.fillRect(x, 700 - values[i], 110, values[i]);
            g.setColor(Color.DARK_GRAY);
            centred(g, months[i], x + 55, 745);
            centred(g, Integer.toString(values[i]), x + 55, 688 - values[i]);
        }
        g.drawLine(100, 700, 1130, 700);
        g.dispose();
        return save(image, folder.resolve(name));
    }

    private static void centred(Graphics2D g, String text, int x, int y) {
        g.drawString(text, x - g.getFontMetrics().stringWidth(text) / 2, y);
    }

    private static Graphics2D begin(BufferedImage image) {
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(new Color(0xFB, 0xFA, 0xF7));
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        return g;
    }

    private static Font font() {
        try (InputStream file = DrawnPictures.class.getResourceAsStream("fonts/JetBrainsMono-Regular.ttf")) {
            return Font.createFont(Font.TRUETYPE_FONT, file);
        } catch (IOException | FontFormatException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path save(BufferedImage image, Path file) {
        try {
            ImageIO.write(image, "png", file.toFile());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
