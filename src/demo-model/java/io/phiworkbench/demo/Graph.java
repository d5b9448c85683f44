package io.phiworkbench.demo;

import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** TorchScript source text as a module of the engine. */
final class Graph {
    private Graph() {}

    static PtSymbolBlock load(PtNDManager manager, String resource, String type, Map<String, String> values) {
        String source = text(resource);
        for (Map.Entry<String, String> value : values.entrySet()) {
            source = source.replace("@" + value.getKey() + "@", value.getValue());
        }
        try {
            return JniUtils.loadModule(manager, new ByteArrayInputStream(archive(type, source)), false, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String resource) {
        try (InputStream in = Graph.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] archive(String type, String source) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            stored(zip, "data.pkl", pickle(type));
            stored(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
            stored(zip, "constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
            stored(zip, "version", "3\n".getBytes(StandardCharsets.UTF_8));
            stored(zip, "byteorder", "little".getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    private static byte[] pickle(String type) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x80, 2});
        out.write(("c__torch__\n" + type + "\n)").getBytes(StandardCharsets.UTF_8));
        out.write(new byte[] {(byte) 0x81, '}', '(', 'X', 8, 0, 0, 0});
        out.write("training".getBytes(StandardCharsets.UTF_8));
        out.write(new byte[] {(byte) 0x88, 'u', 'b', '.'});
        return out.toByteArray();
    }

    private static void stored(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry("model/" + name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCompressedSize(bytes.length);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
