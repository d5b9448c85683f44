package io.phiworkbench.vision;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Reads the orientation a camera noted. */
final class ExifOrientation {
    private static final System.Logger LOG = System.getLogger(ExifOrientation.class.getName());

    private ExifOrientation() {}

    /** Upright where there is no note, or none that can be read: broken metadata must not keep a picture from opening. */
    static Orientation of(byte[] picture) {
        try {
            ExifIFD0Directory exif = ImageMetadataReader.readMetadata(new ByteArrayInputStream(picture), picture.length)
                    .getFirstDirectoryOfType(ExifIFD0Directory.class);
            Integer value = exif == null ? null : exif.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
            return value == null ? Orientation.UPRIGHT : Orientation.ofExif(value);
        } catch (ImageProcessingException | IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "metadata of a picture cannot be read", e);
            return Orientation.UPRIGHT;
        }
    }
}
