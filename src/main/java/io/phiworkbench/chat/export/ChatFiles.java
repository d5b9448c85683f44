package io.phiworkbench.chat.export;

import io.phiworkbench.chat.Chats;
import io.phiworkbench.chat.Conversation;
import io.phiworkbench.chat.OpenConversation;
import io.phiworkbench.chat.StoredConversation;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.failure.FileFault;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Writes conversations to files and reads them back. Methods return at once; futures fail with an
 * {@link ExportException} of one line.
 */
public final class ChatFiles {
    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("chat-files").start(task);
    private static final long LARGEST_IMPORT = 1L << 30;

    /** Writes one format. */
    private interface Writer {
        void write(OutputStream out) throws IOException;
    }

    private final Chats chats;
    private final Locale locale;

    /** @param locale language of the words that exports add */
    public ChatFiles(Chats chats, Locale locale) {
        this.chats = chats;
        this.locale = locale;
    }

    /**
     * Writes a conversation to a file, which appears whole or not at all; one that was there is replaced. Markdown puts
     * its pictures into the folder {@code <name>_pictures} beside it.
     *
     * @return completes with the file
     */
    public CompletableFuture<Path> export(long conversationId, ExportFormat format, Path file) {
        return chats.open(conversationId).thenApplyAsync(open -> write(open, format, file.toAbsolutePath()), THREADS);
    }

    private Path write(OpenConversation open, ExportFormat format, Path file) {
        Exported exported = new Exported(
                open.snapshot(),
                hash -> joined(chats.attachment(hash)),
                id -> joined(chats.tokens(id)),
                new ExportWords(locale, ZoneId.systemDefault()));
        try {
            switch (format) {
                case MARKDOWN -> replace(file, text(new MarkdownExport(exported, picturesBeside(file)).write()));
                case HTML -> replace(file, text(new HtmlExport(exported).write()));
                case PDF -> replace(file, out -> new PdfExport(exported).write(out));
                case JSON -> replace(file, out -> new JsonExport(exported).write(out));
            }
            return file;
        } catch (IOException e) {
            throw new ExportException(e, ExportFault.UNWRITTEN, file, reason(e));
        }
    }

    /** Futures wrap what went wrong; the exporters want it bare. */
    private static <T> T joined(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static Writer text(String text) {
        return out -> out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    static Path picturesBeside(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return file.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + "_pictures");
    }

    private static void replace(Path file, Writer writer) throws IOException {
        Path part = Files.createTempFile(file.getParent(), ".export-", ".part");
        try {
            try (OutputStream out = Files.newOutputStream(part)) {
                writer.write(out);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static Failure reason(IOException e) {
        return e instanceof NoSuchFileException ? Failure.of(ExportFault.NO_FOLDER) : FileFault.of(e);
    }

    /**
     * Reads an exported JSON file as a new conversation. All of the file is checked first; with any fault nothing is
     * stored.
     */
    public CompletableFuture<Conversation> importJson(Path file) {
        return CompletableFuture.supplyAsync(() -> read(file), THREADS).thenCompose(this::store);
    }

    private static JsonImport read(Path file) {
        try {
            if (Files.size(file) > LARGEST_IMPORT) {
                throw new ExportException(null, ExportFault.UNREAD, file, Failure.of(ExportFault.TOO_LARGE));
            }
            return JsonImport.read(file);
        } catch (IOException e) {
            throw new ExportException(e, ExportFault.UNREAD, file, FileFault.of(e));
        } catch (IllegalArgumentException e) {
            throw new ExportException(e, ExportFault.UNREAD, file, e.getMessage());
        } catch (OutOfMemoryError e) {
            throw new ExportException(e, ExportFault.TOO_LARGE_FOR_MEMORY, file);
        }
    }

    private CompletableFuture<Conversation> store(JsonImport imported) {
        StoredConversation fresh = imported.stored().withNewIds();
        Map<Long, List<io.phiworkbench.inference.GeneratedToken>> tokens = new HashMap<>();
        for (int i = 0; i < fresh.messages().size(); i++) {
            long oldId = imported.stored().messages().get(i).id();
            if (imported.tokens().containsKey(oldId)) {
                tokens.put(fresh.messages().get(i).id(), imported.tokens().get(oldId));
            }
        }
        return chats.add(fresh, imported.pictures(), tokens).thenApply(_ -> fresh.conversation());
    }
}
