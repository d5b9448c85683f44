package io.phiworkbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.text.ChatTemplate.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatTemplateTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Message> CHAT = List.of(new Message("system", "Be brief."), new Message("user", "Hi"));

    @TempDir
    Path folder;

    static Stream<Arguments> references() throws IOException {
        JsonNode cases = JSON.readTree(Path.of("src/test/resources/tokenizer/chat-templates.json")
                        .toFile())
                .get("cases");
        return StreamSupport.stream(cases.spliterator(), false)
                .map(golden -> Arguments.of(golden.get("name").textValue(), golden));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("references")
    void rendersAsJinja2Does(String name, JsonNode golden) throws IOException {
        ChatTemplate template = template(golden.get("template").textValue());

        String rendered = template.render(
                messages(golden), golden.get("add_generation_prompt").booleanValue());

        assertThat(rendered).isEqualTo(golden.get("expected").textValue());
    }

    @Test
    void usesPhisOwnFormatWhereTheCheckpointHasNone() {
        ChatTemplate template = ChatTemplate.read(folder);

        assertThat(template.isFallback()).isTrue();
        assertThat(template.render(CHAT, true))
                .isEqualTo("<|system|>\nBe brief.<|end|>\n<|user|>\nHi<|end|>\n<|assistant|>\n");
        assertThat(template.render(CHAT, false)).isEqualTo("<|system|>\nBe brief.<|end|>\n<|user|>\nHi<|end|>\n");
    }

    @Test
    void takesTheDefaultOfSeveralTemplates() throws IOException {
        Files.writeString(folder.resolve("tokenizer_config.json"), """
                {"chat_template": [{"name": "tool_use", "template": "tools"}, {"name": "default", "template": "chat"}]}
                """);

        assertThat(ChatTemplate.read(folder).render(CHAT, true)).isEqualTo("chat");
    }

    @Test
    void refusesSeveralTemplatesWithoutDefault() throws IOException {
        Files.writeString(
                folder.resolve("tokenizer_config.json"),
                "{\"chat_template\": [{\"name\": \"tool_use\", \"template\": \"tools\"}]}");

        assertThatExceptionOfType(TextException.class)
                .isThrownBy(() -> ChatTemplate.read(folder))
                .withMessageContaining("tokenizer_config.json: the field \"chat_template\" is neither");
    }

    @Test
    void prefersATemplateInAFileOfItsOwn() throws IOException {
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"chat_template\": \"config\"}");
        Files.writeString(folder.resolve("chat_template.json"), "{\"chat_template\": \"json\"}");
        assertThat(ChatTemplate.read(folder).render(CHAT, true)).isEqualTo("json");

        Files.writeString(folder.resolve("chat_template.jinja"), "jinja");
        assertThat(ChatTemplate.read(folder).render(CHAT, true)).isEqualTo("jinja");
    }

    @Test
    void passesOnWhyATemplateRefusesAConversation() throws IOException {
        ChatTemplate template = template(
                "{% if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}x");

        assertThatExceptionOfType(TextException.class)
                .isThrownBy(() -> template.render(CHAT, true))
                .withMessageStartingWith(folder.resolve("tokenizer_config.json") + ": ")
                .withMessageContaining(
                        "refuses this conversation (System role not supported); change the conversation");
        assertThat(template.render(CHAT.subList(1, 2), true)).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% for message in messages %}no end",
                "{{ message[ }}",
                "{% nonsense %}",
                "{{ messages | no_such_filter }}",
                "{% for m in messages if m.role == 'user' %}x{% endfor %}",
                "{{ messages[0].content.no_such_method() }}",
                "{{ no_such_function() }}",
                "{% include 'META-INF/MANIFEST.MF' %}",
                "{% import 'file:///etc/hostname' as x %}",
                "{% extends 'x' %}",
                "{% from 'x' import y %}",
            })
    void saysWhichTemplateIsBroken(String source) throws IOException {
        ChatTemplate template = template(source);

        assertThatExceptionOfType(TextException.class)
                .isThrownBy(() -> template.render(CHAT, true))
                .withMessageStartingWith(folder.resolve("tokenizer_config.json") + ": the chat template ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ messages.getClass().getName() }}",
                "{{ ''.getClass().forName('java.lang.Runtime') }}",
                "{{ messages['class'] }}",
                "{{ ____int3rpr3t3r____.getConfig() }}",
                "{{ ____int3rpr3t3r____.render('x') }}",
            })
    void keepsTemplatesAwayFromJava(String source) throws IOException {
        String outcome;
        try {
            outcome = template(source).render(CHAT, true);
        } catch (TextException refused) {
            outcome = "";
        }
        assertThat(outcome).doesNotContain("java", "jinjava", "x");
    }

    @Test
    void boundsWhatATemplateWrites() throws IOException {
        ChatTemplate template =
                template("{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}"
                        + "0123456789{% endfor %}{% endfor %}{% endfor %}");

        assertThatExceptionOfType(TextException.class).isThrownBy(() -> template.render(CHAT, true));
    }

    @Test
    void rendersALongConversation() {
        String content = "word ".repeat(400_000);

        String rendered = ChatTemplate.read(folder).render(List.of(new Message("user", content)), true);

        assertThat(rendered).hasSize("<|user|>\n<|end|>\n<|assistant|>\n".length() + content.length());
    }

    @Test
    void endsAtTheTextOfAnUnfinishedMessage() {
        List<Message> messages = List.of(new Message("user", "Hi"), new Message("assistant", "Well, Hi \n"));

        assertThat(ChatTemplate.read(folder).renderUnfinished(messages))
                .isEqualTo("<|user|>\nHi<|end|>\n<|assistant|>\nWell, Hi");
    }

    @Test
    void refusesToGoOnWithAMessageThatTheTemplateLeavesOut() throws IOException {
        ChatTemplate template = template("{{ messages[0]['content'] }}");

        assertThatExceptionOfType(TextException.class)
                .isThrownBy(() ->
                        template.renderUnfinished(List.of(new Message("user", "Hi"), new Message("assistant", "Well"))))
                .withMessageContaining("leaves out the last message");
    }

    @Test
    void saysWhetherASystemMessageReachesTheModel() throws IOException {
        assertThat(ChatTemplate.read(folder).keepsSystemMessage()).isTrue();
        assertThat(template("{% for m in messages %}{% if m.role == 'user' %}{{ m.content }}{% endif %}{% endfor %}")
                        .keepsSystemMessage())
                .isFalse();
        assertThat(template("{% if messages[0].role == 'system' %}{{ raise_exception('no') }}{% endif %}")
                        .keepsSystemMessage())
                .isFalse();
    }

    private ChatTemplate template(String source) throws IOException {
        ObjectNode config = JSON.createObjectNode()
                .put("bos_token", "<s>")
                .put("eos_token", "<|endoftext|>")
                .put("chat_template", source);
        JSON.writeValue(folder.resolve("tokenizer_config.json").toFile(), config);
        return ChatTemplate.read(folder);
    }

    private static List<Message> messages(JsonNode golden) {
        return StreamSupport.stream(golden.get("messages").spliterator(), false)
                .map(m ->
                        new Message(m.get("role").textValue(), m.get("content").textValue()))
                .toList();
    }
}
