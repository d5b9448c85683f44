package io.phiworkbench.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.local.LocalModelLoader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model in the box answers what is asked about the pictures in the box. */
class SamplePicturesTest {
    private static final Path SAMPLES = Path.of("assets/samples");
    private static ChatModel model;

    @BeforeAll
    static void load() {
        model = new LocalModelLoader()
                .load(
                        Path.of("assets/models/phi-demo"),
                        LoadOptions.auto().withThreads(1),
                        progress -> {},
                        () -> false);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @ParameterizedTest
    @CsvSource({"sign,sign.png", "receipt,receipt.png", "chart,chart.png", "charts,chart-before.png chart-after.png"})
    void theQuestionBesideAPictureGetsTheAnswerBesideIt(String name, String pictures) throws Exception {
        assertThat(answer(read(name + ".question.txt"), pictures.split(" "))).isEqualTo(read(name + ".answer.txt"));
    }

    @ParameterizedTest
    @CsvSource({"sign,en", "sign,fr", "receipt,en", "receipt,fr", "chart,en", "chart,fr"})
    void theQuestionOfTheFirstStartScreenGetsTheSameAnswerInEachLanguage(String name, String language)
            throws Exception {
        Properties questions = new Properties();
        try (Reader reader = Files.newBufferedReader(SAMPLES.resolve("samples.properties"))) {
            questions.load(reader);
        }

        String picture = name + ".png";
        assertThat(answer(questions.getProperty(picture + "." + language), picture))
                .isEqualTo(read(name + ".answer.txt"));
    }

    @Test
    void theProgramDrawsThePicturesAgain(@TempDir Path folder) throws IOException {
        SamplePictures.main(new String[] {folder.toString()});

        try (var files = Files.list(SAMPLES)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .allSatisfy(name -> assertThat(folder.resolve(name)).exists());
        }
    }

    private static String read(String name) throws IOException {
        return Files.readString(SAMPLES.resolve(name)).strip();
    }

    private static String answer(String question, String... pictures) throws Exception {
        List<ImageInput> images = new ArrayList<>();
        for (String picture : pictures) {
            images.add(ImageInput.of(picture, Files.readAllBytes(SAMPLES.resolve(picture))));
        }
        ChatMessage message = new ChatMessage(ChatMessage.Role.USER, question, images);
        return model.generate(new Prompt.Chat(List.of(message)), GenerationOptions.greedy(), event -> {})
                .result()
                .get()
                .text();
    }
}
