package io.phiworkbench.text;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.failure.FileFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The vocabulary of Phi-3-small, {@code cl100k_base.tiktoken}: a line a token, its bytes in base 64 and its rank. It is
 * brought into the form of a {@code tokenizer.json}, so that the same library runs it. The ids of the special tokens are
 * those of the release's {@code tokenization_phi3_small.py}, the splitting of a text that of tiktoken's cl100k_base.
 */
final class TiktokenFile {
    static final String NAME = "cl100k_base.tiktoken";
    /** What the release takes for the beginning and the end of a text, whatever the settings say or leave out. */
    static final String END_OF_TEXT = "<|endoftext|>";

    private static final int RANKS = 100_256;
    private static final int PADDED_VOCABULARY = 100_352;
    private static final long LONGEST_FILE = 16L << 20;
    private static final String PATTERN = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}|"
            + " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Path file;
    /** Ranks by the tokens' bytes, each byte as the character of that number; in the order of the file. */
    private final Map<String, Integer> ranks = new LinkedHashMap<>();

    private TiktokenFile(Path file) {
        this.file = file;
    }

    /**
     * @throws TextException if it is not the whole vocabulary
     */
    static TokenizerFile read(Path file) {
        try {
            if (Files.size(file) > LONGEST_FILE) {
                throw new TextException(file, TextFault.TOO_LONG);
            }
            var content = new TiktokenFile(file);
            content.readRanks(Files.readString(file, StandardCharsets.ISO_8859_1));
            return content.tokenizer();
        } catch (IOException e) {
            throw new TextException(file, e, TextFault.UNREADABLE, FileFault.of(e));
        }
    }

    private void readRanks(String text) {
        boolean[] used = new boolean[RANKS];
        int number = 0;
        for (String line : text.split("\r?\n")) {
            number++;
            int space = line.indexOf(' ');
            try {
                byte[] token = Base64.getDecoder().decode(line.substring(0, Math.max(0, space)));
                int rank = Integer.parseInt(line.substring(space + 1));
                if (token.length == 0 || rank < 0 || rank >= RANKS || used[rank]) {
                    throw new IllegalArgumentException("no token, or no rank of its own below " + RANKS);
                }
                used[rank] = true;
                ranks.put(new String(token, StandardCharsets.ISO_8859_1), rank);
            } catch (IllegalArgumentException e) {
                throw new TextException(file, e, TextFault.NO_RANK, number);
            }
        }
        if (ranks.size() != RANKS) {
            throw new TextException(file, TextFault.WRONG_SIZE, ranks.size(), RANKS);
        }
        for (char b = 0; b < 256; b++) {
            if (!ranks.containsKey(String.valueOf(b))) {
                throw new TextException(file, TextFault.BYTE_MISSING, (int) b);
            }
        }
    }

    private TokenizerFile tokenizer() throws IOException {
        var vocabulary = new Vocabulary();
        ObjectNode words = NODES.objectNode();
        ranks.forEach((token, rank) -> {
            String word = word(token);
            words.put(word, rank);
            vocabulary.add(rank, word);
        });
        ArrayNode added = NODES.arrayNode();
        specialTokens().forEach((text, id) -> {
            added.add(addedToken(text, id));
            vocabulary.addToken(id, text, true);
        });
        ObjectNode decoder = NODES.objectNode().put("type", "ByteLevel");
        decoder.put("add_prefix_space", false).put("trim_offsets", false).put("use_regex", false);
        ObjectNode json = NODES.objectNode().put("version", "1.0");
        json.set("added_tokens", added);
        json.putNull("normalizer");
        json.set("pre_tokenizer", preTokenizer());
        json.putNull("post_processor");
        json.set("decoder", decoder);
        json.set("model", model(words));
        String text = JsonMapper.builder().build().writeValueAsString(json);
        return new TokenizerFile(vocabulary, text, Optional.empty(), decoder);
    }

    private static ObjectNode preTokenizer() {
        ObjectNode sequence = NODES.objectNode().put("type", "Sequence");
        ArrayNode parts = sequence.putArray("pretokenizers");
        parts.addObject()
                .put("type", "Split")
                .put("behavior", "Isolated")
                .put("invert", false)
                .putObject("pattern")
                .put("Regex", PATTERN);
        parts.addObject()
                .put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", false)
                .put("use_regex", false);
        return sequence;
    }

    private ObjectNode model(ObjectNode words) {
        ObjectNode model = NODES.objectNode().put("type", "BPE");
        model.putNull("dropout").putNull("unk_token");
        model.putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
        // tiktoken takes a piece that is a token as it is, before it merges anything.
        model.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", true);
        model.set("vocab", words);
        ArrayNode merges = model.putArray("merges");
        merges().forEach(merges::add);
        return model;
    }

    /** tiktoken joins any two neighbours that make a token, that of the lowest rank first. */
    private List<String> merges() {
        record Merge(int rank, int left, int right, String text) {}
        List<Merge> merges = new ArrayList<>();
        ranks.forEach((token, rank) -> {
            for (int cut = 1; cut < token.length(); cut++) {
                Integer left = ranks.get(token.substring(0, cut));
                Integer right = ranks.get(token.substring(cut));
                if (left != null && right != null) {
                    String text = word(token.substring(0, cut)) + " " + word(token.substring(cut));
                    merges.add(new Merge(rank, left, right, text));
                }
            }
        });
        merges.sort(Comparator.comparingInt(Merge::rank)
                .thenComparingInt(Merge::left)
                .thenComparingInt(Merge::right));
        return merges.stream().map(Merge::text).toList();
    }

    private static String word(String token) {
        return TokenBytes.byteLevelWord(token.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static ObjectNode addedToken(String text, int id) {
        return NODES.objectNode()
                .put("id", id)
                .put("content", text)
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", false)
                .put("special", true);
    }

    private static Map<String, Integer> specialTokens() {
        Map<String, Integer> tokens = new LinkedHashMap<>();
        tokens.put("<|dummy_id_2|>", 100_256);
        tokens.put(END_OF_TEXT, 100_257);
        tokens.put("<|fim_prefix|>", 100_258);
        tokens.put("<|fim_middle|>", 100_259);
        tokens.put("<|fim_suffix|>", 100_260);
        tokens.put("<|system|>", 100_261);
        tokens.put("<|user|>", 100_262);
        tokens.put("<|assistant|>", 100_263);
        tokens.put("<|dummy_id_0|>", 100_264);
        tokens.put("<|dummy_id_1|>", 100_265);
        tokens.put("<|end|>", 100_266);
        for (int id = 100_267; id < 100_276; id++) {
            tokens.put("<|dummy_id_" + (id - 100_264) + "|>", id);
        }
        tokens.put("<|endofprompt|>", 100_276);
        for (int id = 100_277; id < PADDED_VOCABULARY; id++) {
            tokens.put("<|dummy_id_" + (id - 100_265) + "|>", id);
        }
        return tokens;
    }
}
