package io.phiworkbench.vision;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The area a picture is shown on. A GIF's first frame may cover only part of it; for every other format it is the
 * picture itself.
 *
 * @param left where the first frame begins
 * @param top where the first frame begins
 */
record GifCanvas(int width, int height, int left, int top) {

    static GifCanvas of(ImageReader reader, String format) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (!format.equals("GIF")) {
            return new GifCanvas(width, height, 0, 0);
        }
        Element screen = element(reader.getStreamMetadata(), "LogicalScreenDescriptor");
        Element frame = element(reader.getImageMetadata(0), "ImageDescriptor");
        int left = number(frame, "imageLeftPosition");
        int top = number(frame, "imageTopPosition");
        return new GifCanvas(
                Math.max(number(screen, "logicalScreenWidth"), left + width),
                Math.max(number(screen, "logicalScreenHeight"), top + height),
                left,
                top);
    }

    /** The canvas with the first frame on it, transparent around. */
    BufferedImage place(BufferedImage frame) {
        if (frame.getWidth() == width && frame.getHeight() == height) {
            return frame;
        }
        BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = canvas.createGraphics();
        graphics.drawImage(frame, left, top, null);
        graphics.dispose();
        return canvas;
    }

    private static Element element(IIOMetadata metadata, String name) {
        NodeList found =
                ((Element) metadata.getAsTree(metadata.getNativeMetadataFormatName())).getElementsByTagName(name);
        return found.getLength() == 0 ? null : (Element) found.item(0);
    }

    private static int number(Element element, String attribute) {
        return element == null || element.getAttribute(attribute).isEmpty()
                ? 0
                : Integer.parseInt(element.getAttribute(attribute));
    }
}
