package io.phiworkbench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.completions.CompletionCreateParams;
import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.ChatModel;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.torch.ProcessMemory;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** OpenAI's official client for Java against the demonstration model. */
class JavaClientTest {
    /** A quarter of a MiB for each of the 256 clients. */
    private static final long ALLOWED = 64L << 20;

    private static ChatModel model;
    private static ServerRig rig;
    private static OpenAIClient client;

    @BeforeAll
    static void start() {
        model = DemoModel.load();
        rig = ServerRig.serving(ServerOptions.loopback(0).withApiKey(Optional.of("sesame")), model);
        client = client("sesame");
    }

    @AfterAll
    static void stop() {
        client.close();
        rig.close();
        model.close();
    }

    private static OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(rig.server.baseUrl())
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    private static ChatCompletionCreateParams.Builder asking(String question) {
        return ChatCompletionCreateParams.builder().model("phi").temperature(0).addUserMessage(question);
    }

    private static String local(String question, ImageInput... images) {
        Prompt prompt = new Prompt.Chat(List.of(new ChatMessage(ChatMessage.Role.USER, question, List.of(images))));
        return DemoModel.answer(model, prompt, GenerationOptions.greedy()).text();
    }

    @Test
    void getsAWholeAnswerWithItsUsageAndProbabilities() {
        ChatCompletion completion = client.chat()
                .completions()
                .create(asking("hello").logprobs(true).topLogprobs(3).build());

        ChatCompletion.Choice choice = completion.choices().getFirst();
        assertThat(choice.message().content()).hasValue(local("hello"));
        assertThat(choice.logprobs().orElseThrow().content().orElseThrow())
                .hasSize((int) completion.usage().orElseThrow().completionTokens())
                .allSatisfy(place -> assertThat(place.topLogprobs()).hasSize(3));
    }

    @Test
    void getsAStream() {
        assertThat(streamed(client, asking("hello").build())).isEqualTo(local("hello"));
    }

    @Test
    void getsPicturesRead() throws Exception {
        byte[] sign = Files.readAllBytes(DemoModel.SIGN);
        ChatCompletionContentPart picture =
                ChatCompletionContentPart.ofImageUrl(ChatCompletionContentPartImage.builder()
                        .imageUrl(ChatCompletionContentPartImage.ImageUrl.builder()
                                .url("data:image/png;base64,"
                                        + Base64.getEncoder().encodeToString(sign))
                                .build())
                        .build());
        ChatCompletionContentPart text = ChatCompletionContentPart.ofText(
                ChatCompletionContentPartText.builder().text("Read the text.").build());

        String answer = streamed(
                client,
                ChatCompletionCreateParams.builder()
                        .model("phi")
                        .addUserMessageOfArrayOfContentParts(List.of(picture, text))
                        .build());

        assertThat(answer).isEqualTo(local("Read the text.", ImageInput.of("sign", sign)));
        assertThat(answer)
                .isEqualTo(Files.readString(DemoModel.SIGN.resolveSibling("sign.answer.txt"))
                        .strip());
    }

    @Test
    void completesText() {
        assertThat(client.completions()
                        .create(CompletionCreateParams.builder()
                                .model("phi")
                                .prompt("he")
                                .maxTokens(4)
                                .build())
                        .choices()
                        .getFirst()
                        .text())
                .isEqualTo(DemoModel.answer(
                                model,
                                new Prompt.Completion("he"),
                                GenerationOptions.greedy().withMaxTokens(4))
                        .text());
    }

    @Test
    void listsModels() {
        assertThat(client.models().list().data())
                .singleElement()
                .satisfies(m -> assertThat(m.id()).isEqualTo("phi"));
    }

    @Test
    void getsErrorsAsItsOwnExceptions() {
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(asking("x").model("none").build()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("'none' is not served here");
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .createStreaming(asking("x").maxCompletionTokens(-1).build()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("max_completion_tokens");
        OpenAIClient stranger = client("wrong");
        assertThatThrownBy(() -> stranger.models().list()).isInstanceOf(UnauthorizedException.class);
        stranger.close();
    }

    @Test
    void sixtyFourAtOnceGetEachTheirOwnAnswer() throws Exception {
        List<String> questions = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            questions.add("What is " + i + " plus " + (i * 7 % 13) + "?");
        }
        List<String> expected = questions.stream().map(JavaClientTest::local).toList();
        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String question : questions) {
                answers.add(clients.submit(() -> {
                    OpenAIClient own = client("sesame");
                    String answer = streamed(own, asking(question).build());
                    own.close();
                    return answer;
                }));
            }
        }
        List<String> got = new ArrayList<>();
        for (Future<String> answer : answers) {
            got.add(answer.get());
        }
        assertThat(got).isEqualTo(expected);
        assertThat(expected.stream().distinct().count()).isGreaterThan(8);
    }

    @Test
    void memoryStaysFlatWhileSixtyFourAskAgainAndAgain() throws Exception {
        sixtyFourAtOnceGetEachTheirOwnAnswer();
        sixtyFourAtOnceGetEachTheirOwnAnswer();
        long heapBefore = heapInUse();
        long nativeBefore = nativeMemory();
        for (int i = 0; i < 4; i++) {
            sixtyFourAtOnceGetEachTheirOwnAnswer();
        }
        assertThat(nativeMemory() - nativeBefore).isLessThan(ALLOWED);
        assertThat(heapInUse() - heapBefore).isLessThan(ALLOWED);
    }

    private static long heapInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Resident memory without the Java heap, which grows and shrinks as it likes. */
    private static long nativeMemory() {
        System.gc();
        return ProcessMemory.now().resident()
                - ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
    }

    private static String streamed(OpenAIClient asked, ChatCompletionCreateParams params) {
        StringBuilder text = new StringBuilder();
        try (StreamResponse<ChatCompletionChunk> stream =
                asked.chat().completions().createStreaming(params)) {
            stream.stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .forEach(choice -> choice.delta().content().ifPresent(text::append));
        }
        return text.toString();
    }
}
