import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Takes out of an installation's jars what it does not need: native libraries of other systems, and PyTorch's, which
 * lie unpacked in {@code native} already (not with {@code keep-torch}).
 *
 * <p>{@code java SlimJars.java LIB_FOLDER linux-x86_64|linux-aarch64|win-x86_64|osx-aarch64 [keep-torch]}
 */
final class SlimJars {
    private static final String TORCH = "pytorch-native-cpu-*.jar";

    private SlimJars() {}

    public static void main(String[] args) throws IOException {
        boolean keepTorch = args.length == 3 && args[2].equals("keep-torch");
        if (args.length != 2 && !keepTorch) {
            System.err.println("usage: java SlimJars.java LIB_FOLDER PLATFORM [keep-torch]");
            System.exit(2);
        }
        Path lib = Path.of(args[0]);
        long saved = 0;
        Map<String, Pattern> dropped = dropped(args[1]);
        if (keepTorch) {
            dropped.remove(TORCH);
        }
        for (Map.Entry<String, Pattern> rule : dropped.entrySet()) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(lib, rule.getKey())) {
                for (Path jar : jars) {
                    saved += slim(jar, rule.getValue());
                }
            }
        }
        System.out.println("jars made smaller by " + saved / 1_000_000 + " MB");
    }

    /** Entries to leave out, by the jar's name. Each library names systems its own way. */
    private static Map<String, Pattern> dropped(String platform) {
        String sqlite;
        String jna;
        switch (platform) {
            case "linux-x86_64" -> {
                sqlite = "Linux/x86_64";
                jna = "linux-x86-64";
            }
            case "linux-aarch64" -> {
                sqlite = "Linux/aarch64";
                jna = "linux-aarch64";
            }
            case "win-x86_64" -> {
                sqlite = "Windows/x86_64";
                jna = "win32-x86-64";
            }
            case "osx-aarch64" -> {
                sqlite = "Mac/aarch64";
                jna = "darwin-aarch64";
            }
            default -> throw new IllegalArgumentException("unknown platform " + platform);
        }
        Map<String, Pattern> dropped = new LinkedHashMap<>();
        dropped.put(TORCH, Pattern.compile("pytorch/.+"));
        dropped.put("pytorch-jni-*.jar", Pattern.compile("jnilib/(?!" + platform + "/)[^/]+/.+"));
        dropped.put("tokenizers-*.jar", Pattern.compile("native/lib/(?!" + platform + "/)[^/]+/.+"));
        dropped.put("sqlite-jdbc-*.jar", Pattern.compile("org/sqlite/native/(?!" + sqlite + "/).+"));
        dropped.put("jna-[0-9]*.jar", Pattern.compile("com/sun/jna/(?!" + jna + "/)[^/]+/(lib)?jnidispatch\\..+"));
        return dropped;
    }

    private static long slim(Path jar, Pattern dropped) throws IOException {
        long before = Files.size(jar);
        Path smaller = Files.createTempFile(jar.toAbsolutePath().getParent(), "slim", ".tmp");
        try {
            try (ZipFile from = new ZipFile(jar.toFile());
                    OutputStream file = Files.newOutputStream(smaller);
                    ZipOutputStream to = new ZipOutputStream(file)) {
                // In the jar's own order: the manifest stays first.
                for (Enumeration<? extends ZipEntry> entries = from.entries(); entries.hasMoreElements(); ) {
                    ZipEntry entry = entries.nextElement();
                    if (!dropped.matcher(entry.getName()).matches()) {
                        copy(from, entry, to);
                    }
                }
            }
            if (Files.getFileStore(jar).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(smaller, Files.getPosixFilePermissions(jar));
            }
            Files.move(smaller, jar, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(smaller);
        }
        return before - Files.size(jar);
    }

    private static void copy(ZipFile from, ZipEntry entry, ZipOutputStream to) throws IOException {
        ZipEntry copied = new ZipEntry(entry.getName());
        copied.setTime(entry.getTime());
        to.putNextEntry(copied);
        try (InputStream bytes = from.getInputStream(entry)) {
            bytes.transferTo(to);
        }
        to.closeEntry();
    }
}
