package io.phiworkbench.checkpoint;

import io.phiworkbench.failure.FileFault;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The hash of {@link Checkpoint#hash()}. */
final class ContentHash {
    private static final List<String> SMALL_FILES = List.of(
            "config.json",
            "generation_config.json",
            "preprocessor_config.json",
            "tokenizer.json",
            "cl100k_base.tiktoken",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "chat_template.jinja",
            "chat_template.json");
    private static final int SAMPLE = 256;

    private final Path folder;
    private final WeightIndex weights;
    private final MessageDigest digest;

    ContentHash(Path folder, WeightIndex weights) {
        this.folder = folder;
        this.weights = weights;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    String hex() {
        for (String name : SMALL_FILES) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                addSmallFile(file);
            }
        }
        weights.shards().forEach(this::addShard);
        return HexFormat.of().formatHex(digest.digest());
    }

    private void addSmallFile(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            addName(file, content.length);
            digest.update(content);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private void addShard(Safetensors shard) {
        addName(shard.file(), shard.size());
        try (FileChannel channel = FileChannel.open(shard.file())) {
            addBytes(channel, 0, shard.dataStart());
            for (TensorInfo tensor : shard.tensors().values()) {
                addBytes(channel, tensor.begin(), Math.min(SAMPLE, tensor.bytes()));
            }
        } catch (IOException e) {
            throw unreadable(shard.file(), e);
        }
    }

    private void addName(Path file, long size) {
        digest.update((file.getFileName() + "\0" + size + "\0").getBytes(StandardCharsets.UTF_8));
    }

    private void addBytes(FileChannel channel, long begin, long count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(count, 1 << 16));
        long position = begin;
        while (position < begin + count) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), begin + count - position));
            int read = channel.read(buffer, position);
            if (read < 0) {
                throw new EOFException("the file shrank");
            }
            digest.update(buffer.flip());
            position += read;
        }
    }

    private static CheckpointException unreadable(Path file, IOException e) {
        return new CheckpointException(file, e, CheckpointFault.UNREADABLE, FileFault.of(e));
    }
}
