package io.phiworkbench.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.chat.sqlite.SqliteChatStore;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.ScriptedChatModel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ChatsTest {
    @TempDir
    Path folder;

    @Test
    void aChatIsThereAgainAfterARestart() {
        long id;
        try (Chats chats = new Chats(SqliteChatStore.open(new DataFolder(folder)));
                ScriptedChatModel model = ScriptedChatModel.saying("It ", "is ", "blue.")) {
            OpenConversation chat = chats.create(GenerationOptions.greedy());
            id = chat.id();
            Message answer =
                    chat.ask("What colour is the sky?", List.of(), model).join();
            assertThat(answer.text()).isEqualTo("It is blue.");
            assertThat(answer.state()).isEqualTo(MessageState.COMPLETE);
        }
        try (Chats chats = new Chats(SqliteChatStore.open(new DataFolder(folder)))) {
            assertThat(chats.conversations().join())
                    .extracting(Conversation::title)
                    .containsExactly("What colour is the sky?");
            assertThat(chats.open(id).join().branch())
                    .extracting(Message::text)
                    .containsExactly("What colour is the sky?", "It is blue.");
            assertThat(chats.search("BLUE", 10).join())
                    .singleElement()
                    .satisfies(hit -> assertThat(hit.snippet()).isEqualTo("It is blue."));
        }
    }
}
