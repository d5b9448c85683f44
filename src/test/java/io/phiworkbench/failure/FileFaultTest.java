package io.phiworkbench.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFaultTest {
    @TempDir
    Path folder;

    @Test
    void saysWhatIsWrongInsteadOfTheClassThatSaysIt() throws IOException {
        Path file = Files.write(folder.resolve("a.txt"), "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(cause(() -> Files.readString(folder.resolve("none")))).isEqualTo("no such file or folder");
        assertThat(cause(() -> Files.writeString(folder.resolve("none/b"), ""))).isEqualTo("no such file or folder");
        assertThat(cause(() -> Files.createDirectories(file))).isEqualTo("a file of that name is in the way");
        assertThat(cause(() -> Files.readString(file))).isEqualTo("it is not UTF-8 text");
    }

    @Test
    void takesOverTheSystemsReason() {
        assertThat(FileFault.cause(new FileSystemException("a", null, "No space left on device")))
                .isEqualTo("no space left on device");
        assertThat(FileFault.cause(new AccessDeniedException("a"))).isEqualTo("permission denied");
    }

    @Test
    void isOneLineAndNeverEmpty() {
        assertThat(FileFault.cause(new IOException())).isEqualTo("an error of the system");
        assertThat(FileFault.cause(new IOException("IO went wrong\nand more"))).isEqualTo("IO went wrong");
    }

    private static String cause(ThrowingCallable action) {
        return FileFault.cause(catchThrowableOfType(IOException.class, action));
    }
}
