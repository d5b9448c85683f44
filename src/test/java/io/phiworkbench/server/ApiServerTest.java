package io.phiworkbench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.ChatMessage.Role;
import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.inference.GeneratedToken.Alternative;
import io.phiworkbench.inference.GenerationOptions;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.inference.ScriptedChatModel;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients get over the wire. */
class ApiServerTest {
    private static final String HELLO = "'messages':[{'role':'user','content':'hello'}]";

    private final ScriptedChatModel model = ScriptedChatModel.saying("Good", " day", "!");
    private final ServerRig rig = ServerRig.serving(model);

    @AfterEach
    void close() {
        rig.close();
        model.close();
    }

    @Test
    void answersAChatAsOneDocument() throws Exception {
        JsonNode json = rig.chat("{'model':'phi'," + HELLO + "}").json();

        assertThat(json.at("/object").textValue()).isEqualTo("chat.completion");
        assertThat(json.at("/model").textValue()).isEqualTo("phi");
        assertThat(json.at("/choices/0/message/role").textValue()).isEqualTo("assistant");
        assertThat(json.at("/choices/0/message/content").textValue()).isEqualTo("Good day!");
        assertThat(json.at("/choices/0/finish_reason").textValue()).isEqualTo("stop");
        assertThat(json.at("/usage/prompt_tokens").intValue()).isEqualTo(1);
        assertThat(json.at("/usage/completion_tokens").intValue()).isEqualTo(3);
        assertThat(json.at("/usage/total_tokens").intValue()).isEqualTo(4);
    }

    @Test
    void streamsOneEventATokenAndEndsWithTheMark() throws Exception {
        ServerRig.Answer answer = rig.chat("{'model':'phi','stream':true," + HELLO + "}");

        List<JsonNode> events = answer.events();
        assertThat(answer.response().headers().firstValue("Content-Type")).hasValue("text/event-stream; charset=utf-8");
        assertThat(answer.response().body()).endsWith("data: [DONE]\n\n");
        assertThat(events).hasSize(5);
        assertThat(events.getFirst().at("/choices/0/delta/role").textValue()).isEqualTo("assistant");
        assertThat(events.stream()
                        .map(e -> e.at("/choices/0/delta/content").asText())
                        .collect(Collectors.joining("|")))
                .isEqualTo("|Good| day|!|");
        assertThat(events.getLast().at("/choices/0/finish_reason").textValue()).isEqualTo("stop");
        assertThat(events.stream().map(e -> e.get("id").textValue()).distinct()).hasSize(1);
        assertThat(events).noneMatch(e -> e.has("usage"));
    }

    @Test
    void tellsTheUsageAtTheEndOfAStreamWhenAsked() throws Exception {
        JsonNode last = rig.chat("{'model':'phi','stream':true,'stream_options':{'include_usage':true}," + HELLO + "}")
                .events()
                .getLast();

        assertThat(last.get("choices")).isEmpty();
        assertThat(last.at("/usage/completion_tokens").intValue()).isEqualTo(3);
    }

    @Test
    void passesTheSettingsOn() throws Exception {
        rig.chat("{'model':'phi','max_tokens':5,'temperature':0.5,'top_p':0.9,'seed':7,'stop':['a','b'],'top_k':3,"
                + HELLO + "}");

        GenerationOptions asked = model.asked().getFirst().options();
        assertThat(asked)
                .isEqualTo(GenerationOptions.greedy()
                        .withMaxTokens(5)
                        .withTemperature(0.5)
                        .withTopP(0.9)
                        .withSeed(7)
                        .withStop(List.of("a", "b"))
                        .withTopK(3));
    }

    @Test
    void prefersTheNewNameOfTheTokenLimit() throws Exception {
        rig.chat("{'model':'phi','max_tokens':5,'max_completion_tokens':2," + HELLO + "}");

        assertThat(model.asked().getFirst().options().maxTokens()).isEqualTo(2);
    }

    @Test
    void readsDeveloperMessagesAsSystemAndJoinsThem() throws Exception {
        rig.chat("{'model':'phi','messages':[{'role':'system','content':'Be kind.'},"
                + "{'role':'developer','content':'Be short.'},{'role':'user','content':'hello'}]}");

        assertThat(((Prompt.Chat) model.asked().getFirst().prompt()).messages())
                .containsExactly(
                        new ChatMessage(Role.SYSTEM, "Be kind.\n\nBe short."), new ChatMessage(Role.USER, "hello"));
    }

    @Test
    void takesPicturesFromDataUrlsWhereTheyStand() throws Exception {
        rig.chat("{'model':'phi','messages':[{'role':'user','content':["
                + "{'type':'image_url','image_url':{'url':'data:image/png;base64,AQID'}},"
                + "{'type':'text','text':'Compare this with '},"
                + "{'type':'image_url','image_url':'data:image/jpeg;base64,BAUG'},"
                + "{'type':'text','text':', please.'}]}]}");

        ChatMessage message =
                ((Prompt.Chat) model.asked().getFirst().prompt()).messages().getFirst();
        assertThat(message.text()).isEqualTo("Compare this with <|image_2|>, please.");
        assertThat(message.images().get(0).content()).containsExactly(1, 2, 3);
        assertThat(message.images().get(1).content()).containsExactly(4, 5, 6);
    }

    @Test
    void reportsProbabilities() throws Exception {
        ScriptedChatModel sure = ScriptedChatModel.answering(_ -> List.of(new GeneratedToken(
                5, " Paris", -0.1, List.of(new Alternative(5, "Paris", -0.1), new Alternative(6, "Ü", -2.5)))));
        try (ServerRig other = ServerRig.serving(sure)) {
            JsonNode place = other.chat("{'model':'phi','logprobs':true,'top_logprobs':2," + HELLO + "}")
                    .json()
                    .at("/choices/0/logprobs/content/0");

            assertThat(place.at("/token").textValue()).isEqualTo("Paris");
            assertThat(place.at("/logprob").doubleValue()).isEqualTo(-0.1);
            assertThat(place.at("/top_logprobs/1/token").textValue()).isEqualTo("Ü");
            assertThat(place.at("/top_logprobs/1/bytes").toString()).isEqualTo("[195,156]");
            assertThat(sure.asked().getFirst().options().alternatives()).isEqualTo(2);
        }
    }

    @Test
    void completesTextAndTokenIds() throws Exception {
        JsonNode text = rig.complete("{'model':'phi','prompt':'Once'}").json();
        rig.complete("{'model':'phi','prompt':[1,2,3],'max_tokens':4}");

        assertThat(text.at("/object").textValue()).isEqualTo("text_completion");
        assertThat(text.at("/choices/0/text").textValue()).isEqualTo("Good day!");
        assertThat(model.asked().get(0).prompt()).isEqualTo(new Prompt.Completion("Once"));
        assertThat(model.asked().get(0).options().maxTokens()).isEqualTo(16);
        assertThat(model.asked().get(1).prompt()).isEqualTo(new Prompt.TokenIds(List.of(1, 2, 3)));
    }

    @Test
    void streamsCompletionsWithOldStyleProbabilities() throws Exception {
        ScriptedChatModel sure = ScriptedChatModel.answering(_ ->
                List.of(new GeneratedToken(5, "ab", -0.5, List.of()), new GeneratedToken(6, "c", -0.25, List.of())));
        try (ServerRig other = ServerRig.serving(sure)) {
            List<JsonNode> events = other.complete("{'model':'phi','prompt':'x','stream':true,'logprobs':1}")
                    .events();

            assertThat(events).hasSize(3);
            assertThat(events.get(1).at("/choices/0/text").textValue()).isEqualTo("c");
            assertThat(events.get(1).at("/choices/0/logprobs/text_offset/0").intValue())
                    .isEqualTo(2);
            assertThat(events.get(2).at("/choices/0/finish_reason").textValue()).isEqualTo("stop");
        }
    }

    @Test
    void saysLengthWhereTheLimitEndedTheAnswer() throws Exception {
        JsonNode json = rig.chat("{'model':'phi','max_tokens':1," + HELLO + "}").json();

        assertThat(json.at("/choices/0/finish_reason").textValue()).isEqualTo("length");
    }

    @Test
    void listsItsModels() throws Exception {
        JsonNode list = rig.get("/v1/models").json();

        assertThat(list.at("/data/0/id").textValue()).isEqualTo("phi");
        assertThat(list.at("/data/0/max_model_len").intValue()).isEqualTo(131_072);
        assertThat(list.at("/data/0/input_modalities").toString()).isEqualTo("[\"text\",\"image\"]");
        assertThat(rig.get("/v1/models/phi").json()).isEqualTo(list.at("/data/0"));
        assertThat(rig.get("/v1/models/no%20such").status()).isEqualTo(404);
        assertThat(rig.get("/health").json().at("/status").textValue()).isEqualTo("ok");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {                                                                             | not JSON
            []                                                                            | must be a JSON object
            {'messages':[{'role':'user','content':'x'}]}                                  | model is missing
            {'model':'phi'}                                                               | messages must hold at least one
            {'model':'phi','messages':'x'}                                                | messages must be a list
            {'model':'phi','messages':[7]}                                                | messages[0] must be an object
            {'model':'phi','messages':[{'role':'pope','content':'x'}]}                    | messages[0].role must be system
            {'model':'phi','max_tokens':-1,'messages':[{'role':'user','content':'x'}]}    | max_tokens must be a whole number of at least 1, not -1
            {'model':'phi','max_tokens':1.5,'messages':[{'role':'user','content':'x'}]}   | max_tokens must be a whole number
            {'model':'phi','temperature':9,'messages':[{'role':'user','content':'x'}]}    | temperature must be a number from 0.0 to 2.0, not 9
            {'model':'phi','n':2,'messages':[{'role':'user','content':'x'}]}              | n must be 1
            {'model':'phi','stop':[1],'messages':[{'role':'user','content':'x'}]}         | stop must hold strings
            {'model':'phi','top_logprobs':21,'messages':[{'role':'user','content':'x'}]}  | top_logprobs must be a whole number from 0 to 20, not 21
            {'model':'phi','tools':[{}],'messages':[{'role':'user','content':'x'}]}       | tools is not supported
            {'model':'phi','stream':'yes','messages':[{'role':'user','content':'x'}]}     | stream must be true or false
            """)
    void refusesWhatIsWrongWithTheFieldAndTheCause(String body, String message) throws Exception {
        ServerRig.Answer answer = rig.chat(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).contains(message);
        assertThat(answer.json().at("/error/type").textValue()).isEqualTo("invalid_request_error");
        assertThat(model.asked()).isEmpty();
    }

    @Test
    void fetchesNoPictureFromAnAddress() throws Exception {
        ServerRig.Answer answer = rig.chat("{'model':'phi','messages':[{'role':'user','content':["
                + "{'type':'image_url','image_url':{'url':'http://127.0.0.1:" + rig.server.port() + "/x.png'}}]}]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).contains("must be a data URL").contains("fetches nothing");
        assertThat(rig.server.figures().requests()).isEqualTo(1);
    }

    @Test
    void namesTheModelsItHasWhereAnotherIsAsked() throws Exception {
        ServerRig.Answer answer = rig.chat("{'model':'gpt-4o'," + HELLO + "}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("model_not_found");
        assertThat(answer.error()).contains("gpt-4o").contains("phi");
    }

    @Test
    void saysWhatIsThereWhereNothingIs() throws Exception {
        assertThat(rig.get("/v2/x").status()).isEqualTo(404);
        assertThat(rig.get("/v1/chat/completions").status()).isEqualTo(405);
        assertThat(rig.post("/v1/models", "{}").status()).isEqualTo(405);
    }

    @Test
    void tellsAFailureInTheMiddleOfAStreamAsAnEvent() throws Exception {
        model.failWith(new Failure.Plain("the computation failed"));

        ServerRig.Answer answer = rig.chat("{'model':'phi','stream':true," + HELLO + "}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.events().getLast().at("/error/message").textValue()).isEqualTo("the computation failed");
        assertThat(answer.response().body()).doesNotContain("[DONE]");
        assertThat(rig.chat("{'model':'phi'," + HELLO + "}").status()).isEqualTo(500);
    }

    @Test
    void asksForTheKeyWhereItHasOne() throws Exception {
        ServerOptions withKey = ServerOptions.loopback(0).withApiKey(Optional.of("sesame"));
        try (ServerRig other = ServerRig.serving(withKey, model)) {
            assertThat(other.chat("{'model':'phi'," + HELLO + "}").status()).isEqualTo(401);
            assertThat(other.chat("{'model':'phi'," + HELLO + "}", "Authorization", "Bearer wrong")
                            .code())
                    .isEqualTo("invalid_api_key");
            assertThat(other.chat("{'model':'phi'," + HELLO + "}", "Authorization", "Bearer sesame")
                            .status())
                    .isEqualTo(200);
            assertThat(other.get("/v1/models").status()).isEqualTo(401);
            assertThat(other.get("/health").status()).isEqualTo(200);
        }
    }

    @Test
    void letsNoForeignWebPageAsk() throws Exception {
        assertThat(rig.chat("{'model':'phi'," + HELLO + "}", "Origin", "https://evil.example")
                        .status())
                .isEqualTo(403);
        ServerRig.Answer own = rig.chat("{'model':'phi'," + HELLO + "}", "Origin", "http://localhost:3000");
        assertThat(own.status()).isEqualTo(200);
        assertThat(own.response().headers().firstValue("Access-Control-Allow-Origin"))
                .hasValue("http://localhost:3000");
    }

    @Test
    void saysSoWhereThePortIsTaken() {
        assertThatThrownBy(() -> ApiServer.start(ServerOptions.loopback(rig.server.port()), List::of))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("port " + rig.server.port())
                .hasMessageContaining("choose another port");
    }
}
