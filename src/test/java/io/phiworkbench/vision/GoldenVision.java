package io.phiworkbench.vision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** The golden cases of {@code oracle/phi35-vision}, made with the reference implementation. */
final class GoldenVision {
    static final List<String> SCENARIOS =
            List.of("single_landscape", "single_portrait", "single_square", "single_wide_16crops", "multi2", "multi3");

    private static final String FOLDER = "/oracle/phi35-vision/";

    private GoldenVision() {}

    static JsonNode expected() {
        try {
            return new ObjectMapper().readTree(bytes("expected.json"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static JsonNode scenario(String name) {
        return expected().path("scenarios").path(name);
    }

    static List<Picture> pictures(String scenario) {
        List<Picture> pictures = new ArrayList<>();
        scenario(scenario).path("images").forEach(name -> pictures.add(picture(name.asText())));
        return pictures;
    }

    /** Decoded by the JDK alone, so that these tests fail for the transform and nothing else. */
    static Picture picture(String name) {
        byte[] file = bytes(name + ".png");
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
            byte[] rgb = new byte[image.getWidth() * image.getHeight() * 3];
            for (int i = 0; i < rgb.length; i++) {
                int pixel = i / 3;
                int argb = image.getRGB(pixel % image.getWidth(), pixel / image.getWidth());
                rgb[i] = (byte) (argb >> 16 - i % 3 * 8);
            }
            RgbImage pixels = RgbImage.of(image.getWidth(), image.getHeight(), rgb);
            return new Picture(pixels, RgbImage.sha256(file), name + ".png", "PNG");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static float[] floats(String tensor) {
        ByteBuffer data = tensorData(tensor, "F32");
        float[] values = new float[data.remaining() / 4];
        data.asFloatBuffer().get(values);
        return values;
    }

    static long[] longs(String tensor) {
        ByteBuffer data = tensorData(tensor, "I64");
        long[] values = new long[data.remaining() / 8];
        data.asLongBuffer().get(values);
        return values;
    }

    private static ByteBuffer tensorData(String tensor, String dtype) {
        ByteBuffer file = ByteBuffer.wrap(bytes("expected.safetensors")).order(ByteOrder.LITTLE_ENDIAN);
        int header = Math.toIntExact(file.getLong(0));
        try {
            JsonNode entry = new ObjectMapper()
                    .readTree(new String(file.array(), 8, header, StandardCharsets.UTF_8))
                    .path(tensor);
            if (!entry.path("dtype").asText().equals(dtype)) {
                throw new AssertionError(tensor + " is not there as " + dtype + ": " + entry);
            }
            int from = entry.path("data_offsets").path(0).asInt();
            int to = entry.path("data_offsets").path(1).asInt();
            return file.slice(8 + header + from, to - from).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] bytes(String name) {
        try (InputStream in = GoldenVision.class.getResourceAsStream(FOLDER + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
