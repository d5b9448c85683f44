package io.phiworkbench.text;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.Context.Library;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import com.hubspot.jinjava.loader.ResourceNotFoundException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The chat template of a checkpoint: Jinja that writes a conversation as the prompt the model was trained on, rendered
 * as the reference does it ({@code trim_blocks}, {@code lstrip_blocks}, {@code raise_exception}, {@code bos_token},
 * {@code eos_token}, no HTML escaping). Where the checkpoint has none, Phi's own format is used.
 *
 * <p>A template comes with a download and is not trusted: it reads no files and includes nothing, its output is
 * bounded, and what users write is never taken for template source. Any thread may render.
 */
public final class ChatTemplate {
    /** The format of Phi-3 from July 2024 on, with a system role. */
    private static final String PHI = """
            {%- for message in messages -%}
            {{- '<|' + message['role'] + '|>\\n' + message['content'] + '<|end|>\\n' -}}
            {%- endfor -%}
            {%- if add_generation_prompt -%}{{- '<|assistant|>\\n' -}}{%- endif -%}
            """;

    private static final long MOST_OUTPUT = 32L << 20;
    private static final String PROBE = "system-role-probe";

    private static final Jinjava JINJA = jinja();

    private final String source;
    private final Path file;
    private final boolean fallback;
    private final String bosToken;
    private final String eosToken;

    /**
     * A message as templates see it.
     *
     * @param role {@code system}, {@code user} or {@code assistant}
     * @param content its text
     */
    public record Message(String role, String content) {}

    private ChatTemplate(String source, Path file, boolean fallback, TokenizerSettings settings) {
        this.source = withoutLastLineBreak(source);
        this.file = file;
        this.fallback = fallback;
        this.bosToken = settings.bosToken().orElse("");
        this.eosToken = settings.eosToken().orElse("");
    }

    /**
     * Reads the template of a model folder: {@code chat_template.jinja}, {@code chat_template.json}, or {@code
     * chat_template} in {@code tokenizer_config.json} (one string, or a list with one named {@code default}); Phi's own
     * format if there is none.
     *
     * @throws TextException when one of these files is damaged
     */
    public static ChatTemplate read(Path folder) {
        TokenizerSettings settings = TokenizerSettings.read(folder);
        Optional<TokenizerSettings.ChatTemplateSource> own = settings.chatTemplate();
        return new ChatTemplate(
                own.map(TokenizerSettings.ChatTemplateSource::source).orElse(PHI),
                own.map(TokenizerSettings.ChatTemplateSource::file).orElse(folder),
                own.isEmpty(),
                settings);
    }

    /** Jinja2 drops one line break at the end of a template; Jinjava would drop it from the output. */
    private static String withoutLastLineBreak(String source) {
        return source.endsWith("\n") ? source.substring(0, source.length() - 1) : source;
    }

    private static Jinjava jinja() {
        Jinjava jinja = new Jinjava(JinjavaConfig.newBuilder()
                .withTrimBlocks(true)
                .withLstripBlocks(true)
                .withKeepTrailingNewline(true)
                .withNestedInterpretationEnabled(false)
                .withMaxOutputSize(MOST_OUTPUT)
                .withLegacyOverrides(LegacyOverrides.newBuilder()
                        .withEvaluateMapKeys(true)
                        .withIterateOverMapKeys(true)
                        .withUsePyishObjectMapper(true)
                        .withUseNaturalOperatorPrecedence(true)
                        .withParseWhitespaceControlStrictly(true)
                        .withAllowAdjacentTextNodes(true)
                        .withUseTrimmingForNotesAndExpressions(true)
                        .withKeepNullableLoopValues(true)
                        .withHandleBackslashInQuotesOnly(true)
                        .build())
                .withDisabled(Map.of(Library.TAG, Set.of("include", "import", "from", "extends")))
                .build());
        jinja.setResourceLocator((name, encoding, interpreter) -> {
            throw new ResourceNotFoundException("a chat template includes no files: " + name);
        });
        jinja.registerFunction(
                new ELFunctionDefinition("", "raise_exception", ChatTemplate.class, "raiseException", Object.class));
        return jinja;
    }

    /** What a template says when it calls {@code raise_exception}. */
    private static final class Refusal extends RuntimeException {
        Refusal(String message) {
            super(message);
        }
    }

    /** The function {@code raise_exception} of templates: the template refuses the conversation. */
    public static String raiseException(Object message) {
        throw new Refusal(String.valueOf(message));
    }

    /** Whether the checkpoint has no template and Phi's own format is used. */
    public boolean isFallback() {
        return fallback;
    }

    /**
     * Writes a conversation as a prompt, to be encoded with {@link Tokenizer#encodeAsIs}.
     *
     * @param messages oldest first
     * @param addGenerationPrompt whether the prompt ends with the head of the assistant's next message
     * @throws TextException when the template refuses the conversation or cannot be understood
     */
    public String render(List<Message> messages, boolean addGenerationPrompt) {
        Map<String, Object> bindings = new HashMap<>();
        bindings.put(
                "messages",
                messages.stream()
                        .map(message -> Map.of("role", message.role(), "content", message.content()))
                        .toList());
        bindings.put("add_generation_prompt", addGenerationPrompt);
        bindings.put("bos_token", bosToken);
        bindings.put("eos_token", eosToken);
        bindings.put("tools", null);
        bindings.put("documents", null);
        TemplateLimits.check(source, JINJA.getGlobalContext()).ifPresent(this::throwUnsupported);
        RenderResult result = JINJA.renderForResult(source, bindings);
        if (result.hasErrors()) {
            throw failed(result.getErrors().getFirst());
        }
        return result.getOutput();
    }

    private void throwUnsupported(TemplateLimits.Problem problem) {
        throw new TextException(file, problem.fault(), problem.names());
    }

    private TextException failed(TemplateError error) {
        Throwable cause = error.getException();
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof Refusal) {
            return new TextException(file, cause, TextFault.TEMPLATE_REFUSES, cause.getMessage());
        }
        String reason = cause == null || cause.getMessage() == null ? error.getMessage() : cause.getMessage();
        return error.getLineno() > 0
                ? new TextException(file, cause, TextFault.TEMPLATE_FAILS_AT, error.getLineno(), reason)
                : new TextException(file, cause, TextFault.TEMPLATE_FAILS, reason);
    }

    /**
     * Writes a conversation whose last message is unfinished, so that the model goes on writing it: the prompt ends
     * with that message's text, without the white space at its end.
     *
     * @throws TextException as {@link #render}, or when the template changes the last message
     */
    public String renderUnfinished(List<Message> messages) {
        String last = messages.getLast().content().strip();
        String rendered = render(messages, false);
        int at = rendered.lastIndexOf(last);
        if (at < 0) {
            throw new TextException(file, TextFault.TEMPLATE_SWALLOWS);
        }
        return rendered.substring(0, at + last.length());
    }

    /**
     * Whether a system message reaches the model. Some releases of Phi-3 have templates that drop it without a word or
     * refuse it; its text then has to go into the first message of the user.
     */
    public boolean keepsSystemMessage() {
        try {
            return render(List.of(new Message("system", PROBE), new Message("user", "x")), true)
                    .contains(PROBE);
        } catch (TextException refusal) {
            return false;
        }
    }
}
