package io.phiworkbench.torch;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript archive, made from the source text of one module class and its scalar attributes: what {@code
 * torch.jit.load} reads, without Python and without a conversion step.
 *
 * <p>The layout is that of PyTorch's {@code torch/csrc/jit/serialization}: a zip of stored entries with the object as a
 * protocol-2 pickle, the source under {@code code/} and an empty constant table.
 */
public final class TorchScriptArchive {
    private static final String TOP = "graph/";

    private final String className;
    private final String source;
    private final Map<String, Object> attributes = new LinkedHashMap<>();

    /**
     * @param className the module class that {@code source} defines
     * @param source the text of {@code class <className>(Module):} in TorchScript's serialised dialect, with each
     *     attribute declared
     */
    public TorchScriptArchive(String className, String source) {
        this.className = className;
        this.source = source;
        attributes.put("training", false);
    }

    /** Sets an {@code int} attribute. */
    public TorchScriptArchive with(String name, int value) {
        attributes.put(name, value);
        return this;
    }

    /** Sets a {@code float} attribute. */
    public TorchScriptArchive with(String name, double value) {
        attributes.put(name, value);
        return this;
    }

    /** Sets a {@code bool} attribute. */
    public TorchScriptArchive with(String name, boolean value) {
        attributes.put(name, value);
        return this;
    }

    /** The whole archive. */
    public byte[] toBytes() {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            store(zip, "data.pkl", pickledModule());
            store(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
            store(zip, "constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
            store(zip, "version", "3\n".getBytes(StandardCharsets.US_ASCII));
            store(zip, "byteorder", "little".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Reads a source text that stands beside {@code owner} in the resources. */
    public static String resource(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + name + " beside " + owner.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        var entry = new ZipEntry(TOP + name);
        var crc = new CRC32();
        crc.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private byte[] pickledModule() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.write(new byte[] {(byte) 0x80, 2}); // PROTO 2
        out.writeBytes("c__torch__\n" + className + "\n"); // GLOBAL
        out.write(new byte[] {')', (byte) 0x81, '}', '('}); // EMPTY_TUPLE NEWOBJ EMPTY_DICT MARK
        for (var attribute : attributes.entrySet()) {
            pickle(out, attribute.getKey());
            pickle(out, attribute.getValue());
        }
        out.write(new byte[] {'u', 'b', '.'}); // SETITEMS BUILD STOP
        return bytes.toByteArray();
    }

    private static void pickle(DataOutputStream out, Object value) throws IOException {
        switch (value) {
            case String text -> {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                out.write('X');
                out.writeInt(Integer.reverseBytes(utf8.length));
                out.write(utf8);
            }
            case Integer number -> {
                out.write('J');
                out.writeInt(Integer.reverseBytes(number));
            }
            case Double number -> {
                out.write('G');
                out.writeDouble(number);
            }
            case Boolean flag -> out.write(flag ? 0x88 : 0x89);
            default -> throw new IllegalArgumentException("cannot pickle " + value.getClass());
        }
    }
}
