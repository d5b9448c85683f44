package io.phiworkbench.models;

import io.phiworkbench.failure.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Folders in a text file, one a line. */
final class FolderList {
    private final Path file;

    FolderList(Path file) {
        this.file = file;
    }

    List<Path> folders() {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream()
                            .filter(line -> !line.isBlank())
                            .map(Path::of)
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new FolderListException(e, FolderFault.UNREADABLE, file, FileFault.of(e));
        }
    }

    void add(Path folder) {
        Set<Path> folders = new LinkedHashSet<>(folders());
        if (folders.add(folder.toAbsolutePath().normalize())) {
            write(folders);
        }
    }

    void remove(Path folder) {
        Set<Path> folders = new LinkedHashSet<>(folders());
        if (folders.remove(folder.toAbsolutePath().normalize())) {
            write(folders);
        }
    }

    private void write(Set<Path> folders) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path part = Files.createTempFile(file.toAbsolutePath().getParent(), "folders-", ".tmp");
            Files.write(part, folders.stream().map(Path::toString).toList());
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new FolderListException(e, FolderFault.UNWRITTEN, file, FileFault.of(e));
        }
    }
}
