package io.phiworkbench.chat.sqlite;

import io.phiworkbench.chat.DataFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * How much of an answer a killed process loses: lets another JVM write 100 words a second, kills it at a random moment
 * and counts what is there. A command, no test.
 */
public final class CrashBenchmark {
    private static final int ROUNDS = 10;
    private static final long BETWEEN_WORDS = 10_000_000L;

    private CrashBenchmark() {}

    /** @param arguments none */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Random random = new Random();
        double worst = 0;
        for (int round = 0; round < ROUNDS; round++) {
            double lost = round(150 + random.nextInt(150));
            worst = Math.max(worst, lost);
            System.out.printf(Locale.ROOT, "lost the last %.2f s%n", lost);
        }
        System.out.printf(Locale.ROOT, "at most %.2f s%n", worst);
    }

    private static double round(int words) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("crash");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AnsweringProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        PrintWriter out = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        long conversation = Long.parseLong(
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine());
        long[] said = new long[words];
        for (int word = 0; word < words; word++) {
            out.println(1);
            said[word] = System.nanoTime();
            LockSupport.parkNanos(BETWEEN_WORDS);
        }
        process.destroyForcibly().waitFor();
        long killed = System.nanoTime();
        try (SqliteChatStore store = SqliteChatStore.open(new DataFolder(folder))) {
            String text =
                    store.load(conversation).orElseThrow().branch().getLast().text();
            int stored = text.isBlank() ? 0 : text.split(" ").length;
            return stored == words ? 0 : (killed - said[stored]) / 1e9;
        }
    }
}
