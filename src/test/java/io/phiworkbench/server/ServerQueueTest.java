package io.phiworkbench.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.Generation;
import io.phiworkbench.inference.GenerationEvent;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.ModelInFront;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.ScriptedChatModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In which order those who wait are served. Nothing here watches the clock. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ServerQueueTest {
    private static final String QUESTION = "{'model':'phi','messages':[{'role':'user','content':'%s'}]}";

    private final List<String> served = Collections.synchronizedList(new ArrayList<>());
    private final Semaphore queued = new Semaphore(0);
    private final ScriptedChatModel model = ScriptedChatModel.answering(asked -> {
        served.add(question(asked.prompt()));
        return ScriptedChatModel.tokens(question(asked.prompt()));
    });
    private final ServerRig rig = ServerRig.serving(new Announcing(model, queued));
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();

    /** Tells when a request has its place in the model's queue. */
    private record Announcing(ChatModel behind, Semaphore queued) implements ModelInFront {
        @Override
        public Generation generate(Prompt prompt, GenerationOptions options, Consumer<GenerationEvent> listener) {
            Generation generation = behind.generate(prompt, options, listener);
            queued.release();
            return generation;
        }
    }

    private static String question(Prompt prompt) {
        return ((Prompt.Chat) prompt).messages().getLast().text();
    }

    @AfterEach
    void close() {
        model.releaseAll();
        clients.close();
        rig.close();
        model.close();
    }

    /** Asks, and returns when the request waits for the model. */
    private Future<ServerRig.Answer> ask(String question) throws InterruptedException {
        Future<ServerRig.Answer> answer = clients.submit(() -> rig.chat(QUESTION.formatted(question)));
        queued.acquire();
        return answer;
    }

    private static void assertAnswered(List<Future<ServerRig.Answer>> answers, List<String> questions)
            throws Exception {
        for (int i = 0; i < answers.size(); i++) {
            ServerRig.Answer answer = answers.get(i).get();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().at("/choices/0/message/content").textValue())
                    .isEqualTo(questions.get(i));
        }
    }

    @Test
    void whoComesFirstIsServedFirst() throws Exception {
        model.holdTokens();
        List<String> questions = new ArrayList<>();
        List<Future<ServerRig.Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            questions.add("client " + i);
            answers.add(ask("client " + i));
        }
        model.releaseAll();

        assertAnswered(answers, questions);
        assertThat(served).isEqualTo(questions);
    }

    @Test
    void aClientThatAsksAgainAndAgainStarvesNobody() throws Exception {
        model.holdTokens();
        List<String> questions = new ArrayList<>();
        List<Future<ServerRig.Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String who = i == 10 ? "the patient one" : "eager " + i;
            questions.add(who);
            answers.add(ask(who));
        }
        // The eager one goes on as soon as it gets an answer; that request comes behind all that wait.
        model.release(1);
        assertThat(answers.getFirst().get().status()).isEqualTo(200);
        questions.add("eager again");
        answers.add(ask("eager again"));
        model.releaseAll();

        assertAnswered(answers, questions);
        assertThat(served).isEqualTo(questions);
    }

    @Test
    void whoLeavesLosesThePlaceAndTheOthersKeepTheirs() throws Exception {
        model.holdTokens();
        Future<ServerRig.Answer> first = ask("first");
        Future<ServerRig.Answer> leaving = ask("leaving");
        Future<ServerRig.Answer> last = ask("last");
        leaving.cancel(true);
        model.releaseAll();

        assertAnswered(List.of(first, last), List.of("first", "last"));
        assertThat(served).containsSubsequence("first", "last");
    }
}
