package io.phiworkbench.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.GenerationEvent;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.ScriptedChatModel;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ModelRunTest {
    private static final List<ChatMessage> QUESTION = List.of(new ChatMessage(ChatMessage.Role.USER, "Go on"));

    private final ScriptedChatModel model = ScriptedChatModel.saying("on", " and", " on");

    @Test
    void nothingIsHeardOfARunAfterItWasStopped() throws Exception {
        model.holdTokens();
        List<GenerationEvent> heard = new CopyOnWriteArrayList<>();
        CountDownLatch first = new CountDownLatch(1);
        CompletableFuture<Throwable> stopped = new CompletableFuture<>();
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                ModelRun.of(model, QUESTION, GenerationOptions.greedy(), event -> {
                    heard.add(event);
                    if (event instanceof GenerationEvent.TokenGenerated) {
                        first.countDown();
                    }
                });
                stopped.complete(null);
            } catch (RuntimeException e) {
                stopped.complete(e);
            }
        });
        model.release(1);
        first.await();
        waiting.interrupt();
        assertThat(stopped.get()).isInstanceOf(CancellationException.class);
        int atTheStop = heard.size();

        model.releaseAll();
        // The model answers in order: once this one is through, the stopped run has ended at the model too.
        ModelRun.of(model, QUESTION, GenerationOptions.greedy(), _ -> {});

        assertThat(heard).hasSize(atTheStop);
    }
}
