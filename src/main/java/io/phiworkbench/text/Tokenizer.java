package io.phiworkbench.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * The tokenizer of a checkpoint, from its {@code tokenizer.json} or {@code cl100k_base.tiktoken}, run by the Hugging Face tokenizers library. Ids and
 * texts are those of the reference's fast tokenizer. Nothing is ever fetched.
 *
 * <p>Any number of threads may use one tokenizer at once. {@link #close} frees its native memory; it waits for calls
 * under way, and calls afterwards are an {@link IllegalStateException}.
 */
public final class Tokenizer implements AutoCloseable {
    private static final String FILE = "tokenizer.json";

    /** The whole text is wanted, without the limits and the padding of an embedding model. */
    private static final Map<String, String> OPTIONS =
            Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");

    private final Path file;
    private final HuggingFaceTokenizer nativeTokenizer;
    private final Vocabulary vocabulary;
    private final JsonNode decoder;
    private final OptionalInt bosId;
    private final OptionalInt eosId;
    private final boolean addsBos;
    /** A text before a token, so that the token's leading space is kept. */
    private final int[] anchor;

    private final String anchorText;
    private final ReadWriteLock life = new ReentrantReadWriteLock();
    private boolean closed;

    private Tokenizer(
            Path file, HuggingFaceTokenizer nativeTokenizer, TokenizerFile content, TokenizerSettings settings) {
        this.file = file;
        this.nativeTokenizer = nativeTokenizer;
        this.vocabulary = content.vocabulary();
        this.decoder = content.decoder();
        this.bosId = settings.bosToken().map(vocabulary::addedToken).orElse(OptionalInt.empty());
        this.eosId = settings.eosToken().map(vocabulary::addedToken).orElse(OptionalInt.empty());
        this.addsBos = bosId.isPresent() && settings.addBos().orElseGet(() -> addsBosUnasked(content, settings));
        this.anchor = encodeAsIs("a");
        this.anchorText = decode(anchor, false);
    }

    /**
     * Without {@code add_bos_token} the reference's LlamaTokenizer adds one; other classes do what the post-processor
     * in {@code tokenizer.json} does.
     */
    private static boolean addsBosUnasked(TokenizerFile file, TokenizerSettings settings) {
        boolean llama = settings.tokenizerClass()
                .filter(name -> name.startsWith("LlamaTokenizer"))
                .isPresent();
        return llama || file.leadingToken().isPresent() && file.leadingToken().equals(settings.bosToken());
    }

    /**
     * Opens the tokenizer of a model folder.
     *
     * @throws TextException when the folder has no usable {@code tokenizer.json}; the message says that such a model
     *     runs on token ids only
     */
    public static Tokenizer open(Path folder) {
        Path tiktoken = folder.resolve(TiktokenFile.NAME);
        boolean ranks = !Files.exists(folder.resolve(FILE)) && Files.exists(tiktoken);
        Path file = ranks ? tiktoken : folder.resolve(FILE);
        TokenizerFile content = ranks ? TiktokenFile.read(file) : TokenizerFile.read(file);
        TokenizerSettings settings = TokenizerSettings.read(folder);
        HuggingFaceTokenizer nativeTokenizer = load(file, content.json());
        try {
            return new Tokenizer(file, nativeTokenizer, content, settings);
        } catch (TextException e) {
            nativeTokenizer.close();
            throw e;
        }
    }

    private static HuggingFaceTokenizer load(Path file, String json) {
        stayOffline();
        try {
            return HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), OPTIONS);
        } catch (RuntimeException | IOException e) {
            throw new TextException(file, e, TextFault.UNUSABLE, e.getMessage());
        }
    }

    /** Keeps DJL from fetching a CUDA build of the tokenizer and from reporting its start; a user's own choice stays. */
    private static void stayOffline() {
        for (Map.Entry<String, String> setting :
                Map.of("RUST_FLAVOR", "cpu", "OPT_OUT_TRACKING", "true").entrySet()) {
            if (System.getProperty(setting.getKey()) == null) {
                System.setProperty(setting.getKey(), setting.getValue());
            }
        }
    }

    /**
     * Token ids of a text as the reference's tokenizer call gives them: with the beginning-of-text token in front if
     * and only if the checkpoint says so. For plain completions, and for each text between the images of a vision
     * prompt. Special tokens written out in the text become their ids.
     */
    public int[] encode(String text) {
        int[] ids = encodeAsIs(text);
        if (!addsBos) {
            return ids;
        }
        int[] withBos = new int[ids.length + 1];
        withBos[0] = bosId.getAsInt();
        System.arraycopy(ids, 0, withBos, 1, ids.length);
        return withBos;
    }

    /**
     * Token ids of a text with nothing added, for a conversation that the chat template has rendered: a template that
     * wants a beginning-of-text token writes it itself.
     */
    public int[] encodeAsIs(String text) {
        String valid = withoutLoneSurrogates(text);
        long[] ids = alive(tokenizer -> tokenizer.encode(valid, false, false).getIds());
        return Arrays.stream(ids).mapToInt(Math::toIntExact).toArray();
    }

    /** Half a surrogate pair is no character and has no UTF-8 form: it is replaced, as every encoder does. */
    private static String withoutLoneSurrogates(String text) {
        boolean valid = text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        return valid ? text : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /**
     * The text of token ids. Ids that the tokenizer does not know have none.
     *
     * @param skipSpecialTokens whether to leave out special tokens such as {@code <|end|>}
     */
    public String decode(int[] ids, boolean skipSpecialTokens) {
        long[] known = Arrays.stream(ids)
                .filter(vocabulary::isKnown)
                .mapToLong(id -> id)
                .toArray();
        return known.length == 0 ? "" : alive(tokenizer -> tokenizer.decode(known, skipSpecialTokens));
    }

    /**
     * The text that one token adds in the middle of a text, for showing it on its own: with its leading space, special
     * tokens written out, and U+FFFD for a token that is part of a character.
     */
    public String piece(int id) {
        int[] ids = Arrays.copyOf(anchor, anchor.length + 1);
        ids[anchor.length] = id;
        return decode(ids, false).substring(anchorText.length());
    }

    /**
     * The bytes that each token adds to a text, by id; {@code null} for special, added and unknown tokens. A token may
     * be part of a character. Builds a new array of all tokens.
     *
     * @throws TextException if the decoder of this tokenizer does not simply put its tokens' bytes together
     */
    public byte[][] tokenBytes() {
        var bytes = new TokenBytes(file, decoder);
        byte[][] all = new byte[vocabulary.size()][];
        for (int id = 0; id < all.length; id++) {
            all[id] = vocabulary.word(id).map(bytes::of).orElse(null);
        }
        return all;
    }

    /** Whether decoding drops a space at the very beginning of a text, as SentencePiece's decoders do. */
    public boolean dropsLeadingSpace() {
        return new TokenBytes(file, decoder).dropsLeadingSpace();
    }

    /** The id of an added token by its text, for example {@code <|end|>}. */
    public OptionalInt tokenId(String token) {
        return vocabulary.addedToken(token);
    }

    /** Whether decoding can leave this id out as special. */
    public boolean isSpecial(int id) {
        return vocabulary.isSpecial(id);
    }

    /** Whether the tokenizer has a text for this id. */
    public boolean isKnown(int id) {
        return vocabulary.isKnown(id);
    }

    /** One more than the greatest id it knows; models may have more. */
    public int vocabularySize() {
        return vocabulary.size();
    }

    /** The beginning-of-text token, if the checkpoint names one. */
    public OptionalInt bosTokenId() {
        return bosId;
    }

    /** Whether {@link #encode} puts the beginning-of-text token in front. */
    public boolean addsBos() {
        return addsBos;
    }

    /**
     * Ids that end an answer by their meaning, whatever the settings files name: {@code <|end|>}, {@code
     * <|endoftext|>} and the tokenizer's own end-of-text token.
     */
    public SortedSet<Integer> endOfAnswerIds() {
        SortedSet<Integer> ids = new TreeSet<>();
        tokenId("<|end|>").ifPresent(ids::add);
        tokenId("<|endoftext|>").ifPresent(ids::add);
        eosId.ifPresent(ids::add);
        return ids;
    }

    /** Runs a call while {@link #close} waits, so that native memory is not freed under it. */
    private <T> T alive(Function<HuggingFaceTokenizer, T> call) {
        life.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the tokenizer is closed");
            }
            return guarded(call);
        } finally {
            life.readLock().unlock();
            Reference.reachabilityFence(this);
        }
    }

    private <T> T guarded(Function<HuggingFaceTokenizer, T> call) {
        try {
            return call.apply(nativeTokenizer);
        } catch (RuntimeException e) {
            throw new TextException(file, e, TextFault.FAILS, e.getMessage());
        }
    }

    /** Frees the native tokenizer. Idempotent. */
    @Override
    public void close() {
        life.writeLock().lock();
        try {
            closed = true;
            nativeTokenizer.close();
        } finally {
            life.writeLock().unlock();
        }
    }
}
