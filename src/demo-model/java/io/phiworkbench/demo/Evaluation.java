package io.phiworkbench.demo;

import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.GenerationResult;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.Prompt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import javax.imageio.ImageIO;

/** Asks a model held-out questions through the program's own engine and counts right answers. */
public final class Evaluation {
    private static final GenerationOptions OPTIONS = GenerationOptions.greedy().withMaxTokens(160).withAlternatives(1);

    private final ChatModel model;

    public Evaluation(ChatModel model) {
        this.model = model;
    }

    /**
     * How one task went.
     *
     * @param errors character errors of all answers, {@code characters} those of the right answers
     * @param rightLogProbability mean log-probability a token over the answers that were right, NaN if none was
     * @param wrongLogProbability that of the wrong ones
     */
    public record Score(
            Task task,
            int count,
            int right,
            int errors,
            int characters,
            double rightLogProbability,
            double wrongLogProbability) {
        public double exact() {
            return (double) right / count;
        }

        public double characterErrorRate() {
            return (double) errors / characters;
        }
    }

    /** An answer beside the expected one. */
    public record Answer(Sample sample, String text, double logProbability) {
        public boolean right() {
            return text.equals(expected());
        }

        public String expected() {
            return sample.turns().getFirst().answer();
        }
    }

    /** Answers the first question of each sample. */
    public List<Answer> answers(List<Sample> samples) throws InterruptedException {
        List<Answer> answers = new ArrayList<>();
        for (Sample sample : samples) {
            answers.add(answer(sample));
        }
        return answers;
    }

    /** The score of answers to one task. */
    public static Score score(List<Answer> answers) {
        int right = 0;
        int errors = 0;
        int characters = 0;
        double rightSum = 0;
        double wrongSum = 0;
        for (Answer answer : answers) {
            errors += EditDistance.between(answer.expected(), answer.text());
            characters += answer.expected().length();
            if (answer.right()) {
                right++;
                rightSum += answer.logProbability();
            } else {
                wrongSum += answer.logProbability();
            }
        }
        int wrong = answers.size() - right;
        Task task = answers.getFirst().sample().task();
        return new Score(task, answers.size(), right, errors, characters, rightSum / right, wrongSum / wrong);
    }

    private Answer answer(Sample sample) throws InterruptedException {
        List<ImageInput> images = new ArrayList<>();
        for (DrawnPicture picture : sample.pictures()) {
            images.add(ImageInput.of("picture " + (images.size() + 1), png(picture)));
        }
        String question = sample.turns().getFirst().question();
        Prompt prompt = new Prompt.Chat(List.of(new ChatMessage(ChatMessage.Role.USER, question, images)));
        try {
            GenerationResult result = model.generate(prompt, OPTIONS, event -> {}).result().get();
            double mean = result.tokens().stream()
                    .mapToDouble(GeneratedToken::logprob)
                    .average()
                    .orElse(0);
            return new Answer(sample, result.text(), mean);
        } catch (ExecutionException e) {
            throw new IllegalStateException("no answer to \"" + question + "\"", e.getCause());
        }
    }

    /** The picture as a file. */
    public static byte[] png(DrawnPicture picture) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture.image(), "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
