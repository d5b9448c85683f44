package io.phiworkbench.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.inference.ImageInput;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class ChartColoursTest {
    @Test
    void theColoursOfTheBarsAreFoundTheLargestFirstAndGreysAreNone() {
        BufferedImage image = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 300, 200);
        graphics.setColor(Color.GRAY);
        graphics.fillRect(0, 190, 300, 10);
        graphics.setColor(new Color(0xC03838));
        graphics.fillRect(10, 100, 40, 90);
        graphics.setColor(new Color(0x0868D8));
        graphics.fillRect(60, 20, 60, 170);
        graphics.dispose();
        ImageInput picture = ImageInput.of("bars", PictureParts.png(image));

        assertThat(ChartColours.of(picture, 8)).containsExactly(0x0868D8, 0xC03838);
        assertThat(ChartColours.of(picture, 1)).containsExactly(0x0868D8);
    }
}
