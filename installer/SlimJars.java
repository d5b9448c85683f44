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
 * Takes out of an installation's jars what it does not need: native libraries of other systems, those that lie unpacked in
 * {@code native} already (not with {@code keep-own}), and nine tenths of OpenAI's client, which holds every interface that
 * OpenAI has.
 *
 * <p>{@code java SlimJars.java LIB_FOLDER linux-x86_64|linux-aarch64|win-x86_64|osx-aarch64 [keep-own]}
 */
final class SlimJars {
    /**
     * What the client's chats, completions and lists of models do not refer to ({@code jdeps -verbose:class} shows it): its
     * other services are made at their first use, so their classes are not looked for.
     */
    private static final String OTHER_SERVICES = "com/openai/(models|services/(async|blocking))/(admin|audio|batches|beta"
            + "|containers|contentprovenancechecks|conversations|decisions|embeddings|evals|files|finetuning|graders|images"
            + "|live|moderations|realtime|responses|safety|skills|uploads|vectorstores|videos|webhooks)/.+";

    /** How each library calls the system. */
    private record Names(String djl, String sqlite, String jna) {}

    private SlimJars() {}

    public static void main(String[] args) throws IOException {
        boolean keepOwn = args.length == 3 && args[2].equals("keep-own");
        if (args.length != 2 && !keepOwn) {
            System.err.println("usage: java SlimJars.java LIB_FOLDER PLATFORM [keep-own]");
            System.exit(2);
        }
        Names names = names(args[1]);
        long saved = 0;
        for (Map.Entry<String, String> rule : (keepOwn ? unused(names) : unusedAndUnpacked(names)).entrySet()) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of(args[0]), rule.getKey())) {
                for (Path jar : jars) {
                    saved += slim(jar, Pattern.compile(rule.getValue()));
                }
            }
        }
        System.out.println("jars made smaller by " + saved / 1_000_000 + " MB");
    }

    private static Names names(String platform) {
        return switch (platform) {
            case "linux-x86_64" -> new Names(platform, "Linux/x86_64", "linux-x86-64");
            case "linux-aarch64" -> new Names(platform, "Linux/aarch64", "linux-aarch64");
            case "win-x86_64" -> new Names(platform, "Windows/x86_64", "win32-x86-64");
            case "osx-aarch64" -> new Names(platform, "Mac/aarch64", "darwin-aarch64");
            default -> throw new IllegalArgumentException("unknown platform " + platform);
        };
    }

    /** Entries to leave out, by the jar's name. */
    private static Map<String, String> unused(Names names) {
        Map<String, String> dropped = new LinkedHashMap<>();
        dropped.put("pytorch-jni-*.jar", "jnilib/(?!" + names.djl + "/)[^/]+/.+");
        dropped.put("tokenizers-*.jar", "native/lib/(?!" + names.djl + "/)[^/]+/.+");
        dropped.put("sqlite-jdbc-*.jar", "org/sqlite/native/(?!" + names.sqlite + "/).+");
        dropped.put("jna-[0-9]*.jar", "com/sun/jna/(?!" + names.jna + "/)[^/]+/(lib)?jnidispatch\\..+");
        dropped.put("openai-java-core-*.jar", OTHER_SERVICES);
        return dropped;
    }

    /** The bridges to PyTorch stay in their jar: CUDA's is taken from there when its support is fetched. */
    private static Map<String, String> unusedAndUnpacked(Names names) {
        Map<String, String> dropped = unused(names);
        dropped.put("pytorch-native-cpu-*.jar", "pytorch/.+");
        dropped.put("tokenizers-*.jar", "native/lib/[^/]+/.+");
        dropped.put("ffmpeg-*-*-*.jar", "org/bytedeco/ffmpeg/[^/]+/.+");
        dropped.put("javacpp-*-*.jar", "org/bytedeco/javacpp/[^/]+/.+");
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
