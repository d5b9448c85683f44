package io.phiworkbench.torch;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.phiworkbench.cuda.CudaBuild;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** A folder of libtorch's libraries that DJL is to load instead of those on the class path. */
final class NamedLibrary {
    private static final String PATH = "PYTORCH_LIBRARY_PATH";
    private static final boolean WINDOWS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

    private NamedLibrary() {}

    /** Whether the user named one. */
    static boolean byUser() {
        return System.getenv(PATH) != null || System.getProperty(PATH) != null;
    }

    /** What DJL reads, from the environment or the system properties. */
    static Map<String, String> settings(Path folder) {
        return Map.of(
                PATH, folder.toString(), "PYTORCH_VERSION", CudaBuild.VERSION, "PYTORCH_FLAVOR", CudaBuild.FLAVOR);
    }

    /** Lets DJL load this folder in this process. */
    static void use(Path folder) {
        settings(folder).forEach(System::setProperty);
    }

    /** Prepares the loading of whatever folder is named. */
    static void prepare() {
        Optional.ofNullable(System.getenv(PATH))
                .or(() -> Optional.ofNullable(System.getProperty(PATH)))
                .map(Path::of)
                .filter(Files::isDirectory)
                .ifPresent(NamedLibrary::searchAlso);
    }

    /**
     * Windows looks for the libraries that a library needs in its search path, not beside it, and cuDNN loads its parts
     * by name while it runs.
     */
    @SuppressWarnings("restricted") // the program is started with native access: libtorch needs it
    private static void searchAlso(Path folder) {
        if (!WINDOWS) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup kernel = SymbolLookup.libraryLookup("kernel32.dll", Arena.global());
            MemorySegment name = arena.allocateFrom(folder.toAbsolutePath().toString(), StandardCharsets.UTF_16LE);
            int done = (int) Linker.nativeLinker()
                    .downcallHandle(kernel.findOrThrow("SetDllDirectoryW"), FunctionDescriptor.of(JAVA_INT, ADDRESS))
                    .invokeExact(name);
            if (done == 0) {
                throw new TorchException("Windows does not search " + folder + " for libraries");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Puts DJL's part for CUDA beside the libraries, where DJL looks first: its cache may be a folder that the user
     * cannot write, as in an installed package.
     */
    static void addBridge(Path folder, String platform) throws IOException {
        String file = System.mapLibraryName("djl_torch");
        Path place = folder.resolve(djlVersion() + "-" + file);
        if (Files.exists(place)) {
            return;
        }
        String resource = "/jnilib/" + platform + "/" + CudaBuild.FLAVOR + "/" + file;
        try (InputStream in = NamedLibrary.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("this program has no " + resource);
            }
            Path arriving = Files.createTempFile(folder, "bridge", ".tmp");
            Files.copy(in, arriving, StandardCopyOption.REPLACE_EXISTING);
            Files.move(arriving, place, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static String djlVersion() throws IOException {
        Properties engine = new Properties();
        try (InputStream in = NamedLibrary.class.getResourceAsStream("/pytorch-engine.properties")) {
            if (in == null) {
                throw new IOException("DJL's engine does not tell its version");
            }
            engine.load(in);
        }
        return engine.getProperty("djl_version");
    }
}
