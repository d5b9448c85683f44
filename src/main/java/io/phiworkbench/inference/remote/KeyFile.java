package io.phiworkbench.inference.remote;

import io.phiworkbench.failure.FileFault;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** Keys in a file that only the user can read, where there is no keychain. Thread-safe. */
final class KeyFile implements KeyStore {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path file;

    KeyFile(Path file) {
        this.file = file;
    }

    @Override
    public synchronized Optional<String> get(String endpoint) {
        return Optional.ofNullable(read().getProperty(endpoint));
    }

    @Override
    public synchronized boolean put(String endpoint, String key) {
        Properties keys = read();
        keys.setProperty(endpoint, key);
        write(keys);
        return true;
    }

    @Override
    public synchronized void remove(String endpoint) {
        Properties keys = read();
        if (keys.remove(endpoint) != null) {
            write(keys);
        }
    }

    @Override
    public String place() {
        return file.toString();
    }

    private Properties read() {
        Properties keys = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            keys.load(in);
        } catch (NoSuchFileException e) {
            return keys;
        } catch (IOException e) {
            throw new RemoteException(e, RemoteFault.KEYS_UNREADABLE, file, FileFault.of(e));
        } catch (IllegalArgumentException e) {
            throw new RemoteException(e, RemoteFault.KEYS_UNREADABLE, file, e.getMessage());
        }
        return keys;
    }

    /** Made with its rights, so that it is never readable by others, not even for a moment. */
    private void write(Properties keys) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, "keys-", ".tmp", rights());
            restrict(part);
            try (Writer out = Files.newBufferedWriter(part)) {
                keys.store(out, null);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new RemoteException(e, RemoteFault.KEYS_UNWRITTEN, file, FileFault.of(e));
        }
    }

    private static FileAttribute<?>[] rights() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    /** On Windows: the owner alone is on the list of who may do anything. */
    private static void restrict(Path part) throws IOException {
        AclFileAttributeView list = Files.getFileAttributeView(part, AclFileAttributeView.class);
        if (list != null) {
            list.setAcl(List.of(AclEntry.newBuilder()
                    .setType(AclEntryType.ALLOW)
                    .setPrincipal(list.getOwner())
                    .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                    .build()));
        }
    }
}
