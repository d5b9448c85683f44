package io.phiworkbench.chat.sqlite;

import io.phiworkbench.chat.AnswerDetails;
import io.phiworkbench.chat.Conversation;
import io.phiworkbench.chat.Message;
import io.phiworkbench.chat.MessageState;
import io.phiworkbench.chat.StoreChange;
import io.phiworkbench.inference.ChatMessage.Role;
import io.phiworkbench.inference.FinishReason;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.MemoryFigures;
import io.phiworkbench.inference.Phase;
import io.phiworkbench.inference.RunRecord;
import io.phiworkbench.inference.RunStatistics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** Chats as they pile up: words by Zipf's law, answers of 20 to 400 words, every tenth in Chinese. */
final class SampleChats {
    private static final String SYLLABLES = "ka lo mi tu ren dos pel gra vin sho ter wal qui zen bru fal";
    private static final int VOCABULARY = 20_000;

    private final Random random = new Random(1);
    private final String[] words = new String[VOCABULARY];

    SampleChats() {
        String[] syllables = SYLLABLES.split(" ");
        for (int i = 0; i < VOCABULARY; i++) {
            StringBuilder word = new StringBuilder();
            for (int n = i; n > 0 || word.isEmpty(); n /= syllables.length) {
                word.append(syllables[n % syllables.length]);
            }
            words[i] = word.toString();
        }
    }

    String text(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(words[(int) Math.pow(VOCABULARY, random.nextDouble()) - 1])
                    .append(random.nextInt(12) == 0 ? ".\n" : " ");
        }
        return text.toString();
    }

    String chinese(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(0x4e00 + (int) Math.pow(3000, random.nextDouble()));
        }
        return text.toString();
    }

    /** A chat of so many messages, questions and answers in turn, as changes to write. */
    List<StoreChange> chat(Conversation conversation, int messages) {
        List<StoreChange> changes = new ArrayList<>();
        changes.add(new StoreChange.PutConversation(conversation));
        OptionalLong parent = OptionalLong.empty();
        for (int i = 0; i < messages; i++) {
            boolean question = i % 2 == 0;
            int length = question ? 5 + random.nextInt(30) : 20 + random.nextInt(380);
            Message message = new Message(
                    conversation.id() + 1 + i,
                    parent,
                    question ? Role.USER : Role.ASSISTANT,
                    random.nextInt(10) == 0 ? chinese(length) : text(length),
                    List.of(),
                    MessageState.COMPLETE,
                    Optional.empty(),
                    question ? Optional.empty() : Optional.of(details()),
                    question ? "" : "Phi-3.5-mini-instruct",
                    Instant.EPOCH);
            changes.add(new StoreChange.PutMessage(conversation.id(), message, true));
            parent = OptionalLong.of(message.id());
        }
        return changes;
    }

    private static AnswerDetails details() {
        RunStatistics statistics = new RunStatistics(
                Map.of(Phase.PREFILL, Duration.ofMillis(800), Phase.DECODE, Duration.ofMillis(9000)),
                1200,
                0,
                900,
                160,
                Duration.ofMillis(850),
                0,
                0,
                new MemoryFigures(
                        4L << 30, 1L << 28, 6L << 30, 6L << 30, 1L << 27, OptionalLong.empty(), OptionalLong.empty()));
        RunRecord record = new RunRecord(
                "Phi-3.5-mini-instruct",
                "0".repeat(64),
                "int8",
                "cpu",
                GenerationOptions.sampled().withSeed(1),
                List.of());
        return new AnswerDetails(FinishReason.END_OF_TEXT, record, statistics, false, false);
    }
}
