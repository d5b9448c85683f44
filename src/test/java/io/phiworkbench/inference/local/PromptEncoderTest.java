package io.phiworkbench.inference.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.inference.ChatMessage;
import io.phiworkbench.inference.ChatMessage.Role;
import io.phiworkbench.inference.Prompt;
import io.phiworkbench.text.ChatTemplate;
import io.phiworkbench.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptEncoderTest {
    private static final Path TINY = Path.of("src/test/resources/tokenizer/tiny");
    private static final List<ChatMessage> CHAT =
            List.of(new ChatMessage(Role.SYSTEM, "be short"), new ChatMessage(Role.USER, "hello"));

    @TempDir
    Path folder;

    private String promptText(String template) throws IOException {
        Files.copy(TINY.resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"add_bos_token\": false}");
        Files.writeString(folder.resolve("chat_template.jinja"), template);
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            var encoder = new PromptEncoder(Optional.of(tokenizer), ChatTemplate.read(folder), false);
            TokenSequence sequence = encoder.encode(new Prompt.Chat(CHAT), number -> null);
            int[] ids = new int[sequence.length()];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = sequence.id(i);
            }
            return tokenizer.decode(ids, false);
        }
    }

    @Test
    void aSystemMessageStandsWhereTheTemplatePutsIt() throws IOException {
        assertThat(promptText("{% for m in messages %}[{{ m['role'] }}] {{ m['content'] }} {% endfor %}"))
                .contains("[system] be short[user] hello");
    }

    @Test
    void aSystemMessageThatTheTemplateDropsGoesIntoTheFirstQuestion() throws IOException {
        assertThat(
                        promptText(
                                "{% for m in messages %}{% if m['role'] == 'user' %}[user] {{ m['content'] }} {% endif %}{% endfor %}"))
                .contains("[user] be short\n\nhello");
    }
}
