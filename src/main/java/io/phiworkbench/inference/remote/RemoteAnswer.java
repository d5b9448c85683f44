package io.phiworkbench.inference.remote;

import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionTokenLogprob;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionChoice;
import com.openai.models.completions.CompletionUsage;
import io.phiworkbench.inference.FinishReason;
import io.phiworkbench.inference.GeneratedToken;
import io.phiworkbench.inference.GeneratedToken.Alternative;
import io.phiworkbench.inference.GenerationOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The answer as its pieces come. A server sends a piece a token, or several tokens a piece, or none for a character whose
 * bytes are not all there; the usage at the end tells how many there were. Used by one thread.
 */
final class RemoteAnswer {
    private final GenerationOptions options;
    private final Consumer<GeneratedToken> listener;
    private final List<GeneratedToken> tokens = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private Optional<String> reason = Optional.empty();
    private Optional<CompletionUsage> usage = Optional.empty();
    private boolean understood;

    /** @param listener gets every token as it comes */
    RemoteAnswer(GenerationOptions options, Consumer<GeneratedToken> listener) {
        this.options = options;
        this.listener = listener;
    }

    void take(ChatCompletionChunk chunk) {
        chunk.usage().ifPresent(this::use);
        if (chunk._choices().isMissing()
                || chunk._choices().isNull()
                || chunk.choices().isEmpty()) {
            return;
        }
        understood = true;
        ChatCompletionChunk.Choice choice = chunk.choices().getFirst();
        Optional<String> end = choice.finishReason().map(ChatCompletionChunk.Choice.FinishReason::asString);
        Optional<String> content = choice.delta().content();
        boolean first = choice.delta().role().isPresent();
        reason = end.or(() -> reason);
        List<ChatCompletionTokenLogprob> places = choice.logprobs()
                .flatMap(ChatCompletionChunk.Choice.Logprobs::content)
                .orElse(List.of());
        if (!places.isEmpty()) {
            addWithProbabilities(content.orElse(""), places);
        } else if (content.isPresent() && (!content.get().isEmpty() || !first && end.isEmpty())) {
            add(new GeneratedToken(-1, content.get(), Double.NaN, List.of()));
        }
    }

    void take(Completion chunk) {
        chunk.usage().ifPresent(this::use);
        if (chunk._choices().isMissing() || chunk.choices().isEmpty()) {
            return;
        }
        understood = true;
        CompletionChoice choice = chunk.choices().getFirst();
        Optional<String> end =
                choice._finishReason().isMissing() || choice._finishReason().isNull()
                        ? Optional.empty()
                        : Optional.of(choice.finishReason().asString());
        reason = end.or(() -> reason);
        if (!choice.text().isEmpty() || end.isEmpty()) {
            double logprob = choice.logprobs()
                    .flatMap(CompletionChoice.Logprobs::tokenLogprobs)
                    .filter(values -> values.size() == 1)
                    .map(List::getFirst)
                    .orElse(Double.NaN);
            add(new GeneratedToken(-1, choice.text(), logprob, List.of()));
        }
    }

    private void use(CompletionUsage told) {
        usage = Optional.of(told);
    }

    /** The piece's text belongs to its last token, unless the tokens' own texts make it up. */
    private void addWithProbabilities(String content, List<ChatCompletionTokenLogprob> places) {
        StringBuilder joined = new StringBuilder();
        places.forEach(place -> joined.append(place.token()));
        boolean own = places.size() > 1 && joined.toString().equals(content);
        for (int i = 0; i < places.size(); i++) {
            ChatCompletionTokenLogprob place = places.get(i);
            String piece = own ? place.token() : i == places.size() - 1 ? content : "";
            List<Alternative> others = place.topLogprobs().stream()
                    .limit(options.alternatives())
                    .map(top -> new Alternative(-1, top.token(), top.logprob()))
                    .toList();
            add(new GeneratedToken(-1, piece, place.logprob(), others));
        }
    }

    private void add(GeneratedToken token) {
        text.append(token.text());
        tokens.add(token);
        listener.accept(token);
    }

    /** Whether anything came that this interface knows. */
    boolean isUnderstood() {
        return understood;
    }

    boolean isEmpty() {
        return tokens.isEmpty();
    }

    String text() {
        return text.toString();
    }

    /**
     * The tokens, in which a last piece that was none of its own (what became certain at the end) belongs to the one
     * before it, as the server's count says.
     */
    List<GeneratedToken> tokens() {
        List<GeneratedToken> all = new ArrayList<>(tokens);
        if (all.size() >= 2 && usage.isPresent() && all.size() == usage.get().completionTokens() + 1) {
            GeneratedToken rest = all.removeLast();
            GeneratedToken last = all.removeLast();
            all.add(new GeneratedToken(-1, last.text() + rest.text(), last.logprob(), last.alternatives()));
        }
        return all;
    }

    int promptTokens(int otherwise) {
        return usage.map(u -> (int) u.promptTokens()).orElse(otherwise);
    }

    int reusedTokens() {
        return usage.flatMap(CompletionUsage::promptTokensDetails)
                .flatMap(CompletionUsage.PromptTokensDetails::cachedTokens)
                .map(Long::intValue)
                .orElse(0);
    }

    int generatedTokens() {
        return usage.map(u -> (int) u.completionTokens()).orElse(tokens.size());
    }

    FinishReason reason() {
        return reason.filter("length"::equals).isPresent() ? FinishReason.MAX_TOKENS : FinishReason.END_OF_TEXT;
    }

    /** Such as {@code content_filter}: an end that is none of the usual, in the server's words. */
    Optional<String> unusualEnd() {
        return reason.filter(r -> r.equals("content_filter"));
    }
}
