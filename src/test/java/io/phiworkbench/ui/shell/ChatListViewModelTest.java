package io.phiworkbench.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.chat.Chats;
import io.phiworkbench.chat.Conversation;
import io.phiworkbench.chat.DataFolder;
import io.phiworkbench.chat.sqlite.SqliteChatStore;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.ScriptedChatModel;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.i18n.Messages;
import io.phiworkbench.ui.shell.ChatListViewModel.Row;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ChatListViewModelTest {
    @TempDir
    Path folder;

    private final LinkedBlockingQueue<Runnable> fx = new LinkedBlockingQueue<>();
    private final ScriptedChatModel model = ScriptedChatModel.saying("Yes.");
    private Chats chats;
    private ChatListViewModel list;

    @BeforeEach
    void open() throws InterruptedException {
        Messages.use(Locale.ENGLISH);
        chats = new Chats(SqliteChatStore.open(new DataFolder(folder)));
        list = new ChatListViewModel(chats, new FxThread(Runnable::run, fx::add), Clock.systemDefaultZone());
        for (String title : List.of("Tea", "Coffee", "Cake")) {
            chats.create(GenerationOptions.greedy())
                    .ask(title, List.of(), model)
                    .join();
        }
        runUntil(() -> shown().equals(Map.of("Today", Set.of("Cake", "Coffee", "Tea"))));
    }

    @AfterEach
    void close() {
        chats.close();
        model.close();
    }

    @Test
    void aPinnedChatStandsAboveAllOthersUntilItIsLetGo() throws InterruptedException {
        list.pin(chat("Tea"), true);
        runUntil(() -> shown().equals(Map.of("Pinned", Set.of("Tea"), "Today", Set.of("Cake", "Coffee"))));
        list.pin(chat("Tea"), false);
        runUntil(() -> shown().equals(Map.of("Today", Set.of("Cake", "Coffee", "Tea"))));
    }

    @Test
    void aChatMovesIntoAFolderAndOutOfIt() throws InterruptedException {
        list.move(chat("Coffee"), "Drinks");
        runUntil(() -> shown().equals(Map.of("Drinks", Set.of("Coffee"), "Today", Set.of("Cake", "Tea"))));
        assertThat(list.folders()).containsExactly("Drinks");
        list.move(chat("Coffee"), "");
        runUntil(() -> shown().equals(Map.of("Today", Set.of("Cake", "Coffee", "Tea"))));
        assertThat(list.folders()).isEmpty();
    }

    @Test
    void aDeletedChatComesBack() throws InterruptedException {
        Runnable undo = list.delete(chat("Cake"));
        runUntil(() -> shown().equals(Map.of("Today", Set.of("Coffee", "Tea"))));
        undo.run();
        runUntil(() -> shown().equals(Map.of("Today", Set.of("Cake", "Coffee", "Tea"))));
    }

    private Conversation chat(String title) {
        return list.rows().stream()
                .filter(Row.Chat.class::isInstance)
                .map(row -> ((Row.Chat) row).conversation())
                .filter(c -> c.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    /** The titles under each section; the order of what was written in the same millisecond is left open. */
    private Map<String, Set<String>> shown() {
        Map<String, Set<String>> shown = new HashMap<>();
        String section = "";
        for (Row row : list.rows()) {
            switch (row) {
                case Row.Section(String name) -> section = name;
                case Row.Chat(Conversation c) ->
                    shown.computeIfAbsent(section, _ -> new HashSet<>()).add(c.title());
                case Row.Hit _, Row.Nothing _ -> {}
            }
        }
        return shown;
    }

    private void runUntil(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Runnable next = fx.poll(1, TimeUnit.SECONDS);
            if (next != null) {
                next.run();
            }
        }
    }
}
