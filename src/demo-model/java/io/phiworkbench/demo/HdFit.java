package io.phiworkbench.demo;

import io.phiworkbench.vision.CropShape;
import io.phiworkbench.vision.HdImage;
import io.phiworkbench.vision.HdPlan;
import io.phiworkbench.vision.HdTransform;
import io.phiworkbench.vision.Normalization;
import io.phiworkbench.vision.Picture;
import io.phiworkbench.vision.RgbImage;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.ByteBuffer;
import java.util.List;

/** The engine's own HD transform for training pictures, with the boxes of their characters carried along. */
final class HdFit {
    private static final HdTransform TRANSFORM =
            new HdTransform(new CropShape(DemoShape.CROP, DemoShape.PATCH), Normalization.CLIP);

    private HdFit() {}

    /** The picture as the model sees it; the same object if it has that size already. */
    static DrawnPicture fit(DrawnPicture drawn) {
        HdPlan plan = HdPlan.of(drawn.width(), drawn.height(), DemoShape.NUM_CROPS, TRANSFORM.shape());
        if (plan.hdWidth() == drawn.width() && plan.hdHeight() == drawn.height() && plan.scaledWidth() == drawn.width()) {
            return drawn;
        }
        Picture picture = new Picture(RgbImage.of(drawn.width(), drawn.height(), rgb(drawn)), "", "drawn picture", "RGB");
        HdImage fitted = TRANSFORM.apply(picture, DemoShape.NUM_CROPS);
        double scaleX = (double) plan.scaledWidth() / drawn.width();
        double scaleY = (double) plan.scaledHeight() / drawn.height();
        List<Glyph> moved = drawn.glyphs().stream()
                .map(glyph -> glyph.moved(scaleX, scaleY, plan.padLeft(), plan.padTop()))
                .toList();
        return new DrawnPicture(bgr(fitted.pixels()), moved);
    }

    private static byte[] rgb(DrawnPicture drawn) {
        byte[] bytes = bytes(drawn.image()).clone();
        swapRedAndBlue(bytes);
        return bytes;
    }

    private static BufferedImage bgr(RgbImage image) {
        BufferedImage out = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_3BYTE_BGR);
        ByteBuffer rgb = image.rgb();
        rgb.get(bytes(out));
        swapRedAndBlue(bytes(out));
        return out;
    }

    private static byte[] bytes(BufferedImage image) {
        return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }

    private static void swapRedAndBlue(byte[] bytes) {
        for (int i = 0; i < bytes.length; i += 3) {
            byte first = bytes[i];
            bytes[i] = bytes[i + 2];
            bytes[i + 2] = first;
        }
    }
}
