package io.phiworkbench.chat.sqlite;

import io.phiworkbench.chat.Chats;
import io.phiworkbench.chat.DataFolder;
import io.phiworkbench.chat.OpenConversation;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.ScriptedChatModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A process of its own that is in the middle of an answer; says as many words as the number on each line of its input. */
final class AnsweringProcess {
    private AnsweringProcess() {}

    /** @param arguments the store's folder */
    public static void main(String[] arguments) throws IOException {
        Chats chats = new Chats(SqliteChatStore.open(new DataFolder(Path.of(arguments[0]))));
        String[] words = IntStream.range(0, 10_000).mapToObj(n -> n + " ").toArray(String[]::new);
        ScriptedChatModel model = ScriptedChatModel.saying(words);
        model.holdTokens();
        OpenConversation chat = chats.create(GenerationOptions.greedy().withMaxTokens(10_000));
        chat.ask("Count", List.of(), model);
        // A read comes after what was written before: from here on the chat is in the store.
        chats.conversations().join();
        System.out.println(chat.id());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            model.release(Integer.parseInt(line));
        }
    }
}
