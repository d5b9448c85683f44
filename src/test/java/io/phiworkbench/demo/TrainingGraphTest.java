package io.phiworkbench.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.local.LocalModelLoader;
import io.phiworkbench.torch.TorchRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The training graph is the engine's model: the same weights give the same probabilities. */
class TrainingGraphTest {
    private static final Path DEMO = Path.of("assets/models/phi-demo");
    private static final long SEED = 1;

    private final ParameterLayout layout =
            new ParameterLayout(DemoShape.shipped(), CharacterVocabulary.SIZE, CharacterVocabulary.classes());
    private NDManager manager;
    private TrainingGraph graph;

    @BeforeEach
    void load() {
        TorchRuntime.prepareThread(1);
        manager = NDManager.newBaseManager("PyTorch");
        graph = new TrainingGraph(manager, DemoShape.shipped(), layout);
        JniUtils.setGradMode(true);
    }

    @AfterEach
    void close() {
        JniUtils.setGradMode(false);
        graph.close();
        manager.close();
    }

    @Test
    void theEngineGivesItsAnswersTheProbabilitiesOfTheTrainingGraph() throws IOException, InterruptedException {
        NDArray weights = manager.create(CheckpointWeights.read(layout, DEMO, SEED));
        try (ChatModel model =
                new LocalModelLoader().load(DEMO, LoadOptions.auto().withThreads(1), progress -> {}, () -> false)) {
            Evaluation evaluation = new Evaluation(model);
            for (Task task : List.of(Task.FACT, Task.WORD, Task.LINES, Task.COMPARE)) {
                for (Evaluation.Answer answer : evaluation.answers(HeldOut.samples(task, Fonts.trained(), 5))) {
                    assertThat(logProbability(weights, answer))
                            .as("%s: %s", answer.sample().turns(), answer.text())
                            .isCloseTo(answer.logProbability(), within(0.03));
                }
            }
        }
    }

    @Test
    void stepsAgainstTheGradientLowerTheLoss() {
        Curriculum curriculum = new Curriculum(0, new float[Task.values().length], Fonts.trained());
        Batch batch = curriculum.pictures(new java.util.Random(SEED), 0, 6);
        List<Float> losses = new ArrayList<>();
        try (AdamW optimiser = new AdamW(manager, layout, TrainingState.start(layout.start(SEED)))) {
            for (int i = 0; i < 12; i++) {
                TrainingGraph.Outcome outcome = graph.run(optimiser.weights(), batch, 1, 0.3f, 0.5f, 0.5f);
                losses.add(outcome.losses()[0]);
                optimiser.update(List.of(outcome.gradient(), outcome.gradient().duplicate()), 1e-3f);
            }
        }

        assertThat(losses.getLast()).isLessThan(0.7f * losses.getFirst());
    }

    /** Mean over the answer's tokens without its end, as the engine reports them. */
    private double logProbability(NDArray weights, Evaluation.Answer answer) {
        Sample asked = answer.sample();
        Turn turn = Turn.of(asked.turns().getFirst().question(), answer.text());
        Sample answered = new Sample(asked.task(), "", asked.pictures(), List.of(turn)).fitted();
        Batch batch = new Batch.Maker().make(List.of(answered));
        TrainingGraph.Outcome outcome = graph.run(weights, batch, -1, 0, 0, 0);
        outcome.gradient().close();
        Batch.Answer tokens = batch.answers().getFirst();
        double sum = 0;
        for (int i = tokens.from(); i < tokens.to() - 1; i++) {
            sum += outcome.logProbabilities()[i];
        }
        return sum / (tokens.to() - 1 - tokens.from());
    }
}
