package io.phiworkbench.vision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/** PDFBox's list of the system's fonts, which it keeps in the home directory unless another folder is named. */
public final class FontList {
    private static final Logger LOG = Logger.getLogger(FontList.class.getName());
    private static final String FOLDER = "pdfbox.fontcache";

    private FontList() {}

    /**
     * Names the folder, where none is named yet; to be called before the first PDF is opened.
     *
     * @param folder need not exist, and is not made before it is needed
     */
    public static void keepIn(Path folder) {
        if (System.getProperty(FOLDER) == null) {
            System.setProperty(FOLDER, folder.toString());
        }
    }

    /** Makes the folder: one that is missing PDFBox passes over. Where that fails PDFBox takes the home directory. */
    static void prepare() {
        String folder = System.getProperty(FOLDER);
        if (folder == null) {
            return;
        }
        try {
            Files.createDirectories(Path.of(folder));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the list of fonts cannot be kept in " + folder, e);
        }
    }
}
