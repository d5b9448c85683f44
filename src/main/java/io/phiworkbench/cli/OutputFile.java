package io.phiworkbench.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a command writes at its end. */
final class OutputFile {
    private OutputFile() {}

    /**
     * Refuses a place where nothing can be written, before minutes are spent on what belongs there.
     *
     * @throws BadInputException that says what is wrong with it
     */
    static void requireWritable(Path file) {
        if (Files.isDirectory(file)) {
            throw new BadInputException(file + " is a folder; name a file in it");
        }
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new BadInputException(file + ": cannot be written, there is no folder " + folder
                    + "; make it first or choose another place");
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw new BadInputException(file + ": cannot be written (permission denied); choose another place");
        }
    }
}
