package io.phiworkbench.cuda;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Cards that Linux sees on its buses, whether or not a driver is there. Other systems do not tell without one. */
final class PciCards {
    private static final String NVIDIA = "0x10de";
    /** Displays: VGA and 3D controllers. */
    private static final String DISPLAYS = "0x03";

    private PciCards() {}

    static boolean ofSystem() {
        return in(Path.of("/sys/bus/pci/devices"));
    }

    /** Whether one of a folder of devices is a card of NVIDIA's. */
    static boolean in(Path devices) {
        if (!Files.isDirectory(devices)) {
            return false;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(devices)) {
            for (Path device : all) {
                if (starts(device.resolve("vendor"), NVIDIA) && starts(device.resolve("class"), DISPLAYS)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean starts(Path file, String wanted) throws IOException {
        return Files.isReadable(file) && Files.readString(file).startsWith(wanted);
    }
}
