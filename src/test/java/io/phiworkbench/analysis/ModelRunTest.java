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
import org.junit.jupiter.api.Test;

class ModelRunTest {
    private static final List<ChatMessage> QUESTION = List.of(new ChatMessage(ChatMessage.Role.USER, "Go on"));

    @Test
    void nothingIsHeardOfARunAfterItWasStopped() {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        CompletableFuture<Void> mayAnswer = new CompletableFuture<>();
        ScriptedChatModel model = ScriptedChatModel.answering(_ -> {
            asked.complete(null);
            mayAnswer.join();
            return ScriptedChatModel.tokens("on", " and", " on");
        });
        List<GenerationEvent> heard = new CopyOnWriteArrayList<>();
        CompletableFuture<Throwable> stopped = new CompletableFuture<>();
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                ModelRun.of(model, QUESTION, GenerationOptions.greedy(), heard::add);
                stopped.complete(null);
            } catch (RuntimeException e) {
                stopped.complete(e);
            }
        });
        asked.join();
        waiting.interrupt();
        assertThat(stopped.join()).isInstanceOf(CancellationException.class);
        int atTheStop = heard.size();

        mayAnswer.complete(null);
        // The model answers in order: once this one is through, the stopped run has ended at the model too.
        ModelRun.of(model, QUESTION, GenerationOptions.greedy(), _ -> {});

        assertThat(heard).hasSize(atTheStop);
    }
}
