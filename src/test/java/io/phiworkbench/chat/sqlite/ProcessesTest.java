package io.phiworkbench.chat.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.chat.Chats;
import io.phiworkbench.chat.Conversation;
import io.phiworkbench.chat.DataFolder;
import io.phiworkbench.chat.LibraryEvent;
import io.phiworkbench.chat.Message;
import io.phiworkbench.chat.MessageState;
import io.phiworkbench.chat.OpenConversation;
import io.phiworkbench.chat.StoreChange;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.ScriptedChatModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ProcessesTest {
    @TempDir
    Path folder;

    private SqliteChatStore open() {
        return SqliteChatStore.open(new DataFolder(folder));
    }

    private static String count(int words) {
        return IntStream.range(0, words).mapToObj(n -> n + " ").collect(Collectors.joining());
    }

    /** Another JVM that answers in the same store. */
    private final class Other implements AutoCloseable {
        private final Process process;
        private final PrintWriter words;
        private final long conversation;

        Other() throws IOException {
            process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            AnsweringProcess.class.getName(),
                            folder.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            words = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            conversation = Long.parseLong(out.readLine());
        }

        void say(int count) {
            words.println(count);
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private static Message answer(SqliteChatStore store, long conversation) {
        return store.load(conversation).orElseThrow().branch().getLast();
    }

    /** Reads until so many words of the other process's answer are stored. */
    private static void awaitStored(SqliteChatStore store, long conversation, int words) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        while (store.load(conversation).map(c -> c.branch().size()).orElse(0) < 2
                || !answer(store, conversation).text().equals(count(words))) {
            // The other process tells nobody; its words are looked for until the test's time is over.
            never.await(20, TimeUnit.MILLISECONDS);
        }
    }

    @Test
    void aKilledProcessLeavesAnInterruptedAnswerThatCanBeContinued() throws Exception {
        long conversation;
        try (Other other = new Other();
                SqliteChatStore here = open()) {
            conversation = other.conversation;
            other.say(50);
            awaitStored(here, conversation, 50);
            other.say(50);
            other.kill();
        }
        try (Chats chats = new Chats(open());
                ScriptedChatModel model = ScriptedChatModel.saying("and on")) {
            assertThat(chats.interrupted().join()).containsExactly(conversation);
            OpenConversation chat = chats.open(conversation).join();
            Message answer = chat.branch().getLast();
            assertThat(answer.state()).isEqualTo(MessageState.INTERRUPTED);
            assertThat(answer.text()).startsWith(count(50));
            assertThat(answer.canContinue()).isTrue();
            Message continued = chat.continueAnswer(answer.id(), model).join();
            assertThat(continued.text()).isEqualTo(answer.text() + "and on");
            assertThat(chats.interrupted().join()).isEmpty();
        }
    }

    @Test
    void theRunningAnswerOfALivingProcessIsLeftAlone() throws Exception {
        try (Other other = new Other();
                SqliteChatStore here = open()) {
            other.say(10);
            awaitStored(here, other.conversation, 10);
            try (SqliteChatStore _ = open()) {
                assertThat(answer(here, other.conversation).state()).isEqualTo(MessageState.RUNNING);
            }
            other.say(10);
            awaitStored(here, other.conversation, 20);
        }
    }

    @Test
    void anInterruptedAnswerCanBeFound() throws Exception {
        try (Other other = new Other();
                SqliteChatStore here = open()) {
            other.say(200);
            awaitStored(here, other.conversation, 200);
            assertThat(here.search("\"198 199\"", 10)).isEmpty();
            other.kill();
        }
        try (SqliteChatStore store = open()) {
            assertThat(store.search("\"198 199\"", 10)).hasSize(1);
        }
    }

    @Test
    void twoProcessesWriteToOneStoreAndHearOfEachOther() throws Exception {
        try (SqliteChatStore here = open();
                Other other = new Other()) {
            CountDownLatch changed = new CountDownLatch(1);
            here.onEvent(event -> {
                if (event instanceof LibraryEvent.ChangedElsewhere) {
                    changed.countDown();
                }
            });
            Conversation mine = Conversation.create(GenerationOptions.greedy(), Instant.EPOCH);
            here.write(List.of(new StoreChange.PutConversation(mine))).join();
            other.say(5);
            awaitStored(here, other.conversation, 5);
            changed.await();
            assertThat(here.conversations())
                    .extracting(Conversation::id)
                    .containsExactlyInAnyOrder(mine.id(), other.conversation);
        }
    }
}
