package io.phiworkbench.vision;

import javax.imageio.ImageIO;

/** Settings of the JDK's picture classes, made before the first of them is used. */
final class Awt {
    private Awt() {}

    /** No display is looked for (unless the program asked for one), and pictures leave no copies in temporary files. */
    static void prepare() {
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
        ImageIO.setUseCache(false);
    }
}
