package io.phiworkbench.chat;

import io.phiworkbench.chat.sqlite.SqliteChatStore;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.ScriptedChatModel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;

/** A chat on a store in a folder, a model that says what it is told to, and what was heard of the chat. */
final class ChatRig implements AutoCloseable {
    private final Path folder;
    private final ScriptedChatModel model = ScriptedChatModel.saying("It ", "is ", "blue.");
    private final LinkedBlockingQueue<ConversationEvent> events = new LinkedBlockingQueue<>();
    private Chats chats;
    private OpenConversation chat;

    ChatRig(Path folder) {
        this.folder = folder;
        chats = new Chats(SqliteChatStore.open(new DataFolder(folder)));
        chat = chats.create(GenerationOptions.greedy());
        chat.listen(events::add);
    }

    Chats chats() {
        return chats;
    }

    OpenConversation chat() {
        return chat;
    }

    ScriptedChatModel model() {
        return model;
    }

    Message ask(String text) {
        return chat.ask(text, List.of(), model).join();
    }

    /** Closes everything and opens the same chat again. */
    void restart() {
        long id = chat.id();
        chats.close();
        chats = new Chats(SqliteChatStore.open(new DataFolder(folder)));
        chat = chats.open(id).join();
        chat.listen(events::add);
    }

    <E extends ConversationEvent> E await(Class<E> type, Predicate<E> wanted) throws InterruptedException {
        while (true) {
            ConversationEvent event = events.take();
            if (type.isInstance(event) && wanted.test(type.cast(event))) {
                return type.cast(event);
            }
        }
    }

    void awaitToken() throws InterruptedException {
        await(ConversationEvent.TokenAdded.class, _ -> true);
    }

    /** Of the branch that is shown. */
    List<String> texts() {
        return chat.branch().stream().map(Message::text).toList();
    }

    /** The prompt of a run. */
    Prompt.Chat asked(int index) {
        return (Prompt.Chat) model.asked().get(index).prompt();
    }

    @Override
    public void close() {
        chats.close();
        model.close();
    }
}
