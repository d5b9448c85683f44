package io.phiworkbench.chat.sqlite;

import io.phiworkbench.chat.Conversation;
import io.phiworkbench.chat.DataFolder;
import io.phiworkbench.inference.GenerationOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How fast a store of 10,000 messages is: opening it, listing, searching, opening a chat of 200 messages. A command, no
 * test: {@code java -cp <test class path> io.phiworkbench.chat.sqlite.StoreBenchmark [folder]}.
 */
public final class StoreBenchmark {
    private static final int CHATS = 50;
    private static final int MESSAGES = 200;
    private static final int ROUNDS = 30;

    private interface Work {
        Object run();
    }

    private StoreBenchmark() {}

    /** @param arguments a folder for the store, kept afterwards; else a temporary one */
    public static void main(String[] arguments) throws IOException {
        Path folder = arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("store-benchmark");
        DataFolder data = new DataFolder(folder);
        long middle = 0;
        try (SqliteChatStore store = SqliteChatStore.open(data)) {
            SampleChats sample = new SampleChats();
            long start = System.nanoTime();
            for (int chat = 0; chat < CHATS; chat++) {
                Conversation conversation = Conversation.create(GenerationOptions.sampled(), Instant.EPOCH)
                        .withTitle(sample.text(5).strip());
                store.write(sample.chat(conversation, MESSAGES)).join();
                middle = chat == CHATS / 2 ? conversation.id() : middle;
            }
            print("write 10,000 messages", new double[] {(System.nanoTime() - start) / 1e6});
        }
        System.out.printf(Locale.ROOT, "%-44s %.1f MB%n", "database", Files.size(data.database()) / 1e6);
        long start = System.nanoTime();
        try (SqliteChatStore store = SqliteChatStore.open(data)) {
            print("open the store, checked", new double[] {(System.nanoTime() - start) / 1e6});
            long chat = middle;
            measure("list the chats", store::conversations);
            measure("open a chat of 200 messages", () -> store.load(chat));
            String passage = store.load(chat).orElseThrow().branch().get(101).text();
            List<String> words = Arrays.stream(passage.split("\\s+"))
                    .filter(word -> word.length() > 5)
                    .toList();
            measure("search a rare word", () -> store.search(words.getFirst(), 50));
            measure("search the commonest syllable, 3 letters", () -> store.search("ren", 50));
            measure("search two words", () -> store.search(words.get(0) + " " + words.get(1), 50));
            measure(
                    "search a prefix while typing",
                    () -> store.search(words.getFirst().substring(0, 4), 50));
            measure(
                    "search a phrase",
                    () -> store.search("\"" + passage.substring(30, 70).strip() + "\"", 50));
            measure("search Chinese, 3 characters", () -> store.search(sampleChinese(3), 50));
            measure("search Chinese, 2 characters (no index)", () -> store.search(sampleChinese(2), 50));
            measure("search 2 letters that nothing holds (no index)", () -> store.search("xy", 50));
            measure("search what is nowhere", () -> store.search("xylophone", 50));
        }
    }

    private static String sampleChinese(int length) {
        return new SampleChats().chinese(length);
    }

    private static void measure(String what, Work work) {
        double[] millis = new double[ROUNDS];
        Object result = null;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            result = work.run();
            millis[round] = (System.nanoTime() - start) / 1e6;
        }
        print(what + (result instanceof List<?> list ? ": " + list.size() : ""), millis);
    }

    /** First, median and slowest: the first includes the JIT's and SQLite's warming up. */
    private static void print(String what, double[] millis) {
        double first = millis[0];
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%-48s first %8.1f ms   median %8.1f ms   worst %8.1f ms%n",
                what,
                first,
                millis[millis.length / 2],
                millis[millis.length - 1]);
    }
}
