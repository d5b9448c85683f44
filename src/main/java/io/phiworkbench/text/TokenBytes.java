package io.phiworkbench.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bytes behind the words of a vocabulary file, after the file's own decoder. */
final class TokenBytes {
    private static final Pattern BYTE = Pattern.compile("<0x([0-9A-Fa-f]{2})>");
    private static final int[] ALPHABET = byteLevelAlphabet();
    private static final char[] CHARACTERS = byteLevelCharacters();

    private final Path file;
    private final Map<String, String> replacements = new HashMap<>();
    private boolean byteLevel;
    private boolean byteFallback;
    private boolean dropsLeadingSpace;

    /** @throws TextException if the decoder does more than putting bytes together */
    TokenBytes(Path file, JsonNode decoder) {
        this.file = file;
        if (decoder.isMissingNode() || decoder.isNull()) {
            throw new TextException(file, TextFault.NO_DECODER);
        }
        read(decoder);
    }

    private void read(JsonNode part) {
        switch (part.path("type").asText()) {
            case "ByteLevel" -> byteLevel = true;
            case "ByteFallback" -> byteFallback = true;
            case "Replace" -> replace(part);
            case "Metaspace" -> {
                replacements.put(part.path("replacement").asText("▁"), " ");
                dropsLeadingSpace |=
                        !part.path("prepend_scheme").asText("always").equals("never");
            }
            case "Strip" -> strip(part);
            case "Fuse", "Sequence" -> part.path("decoders").forEach(this::read);
            default ->
                throw new TextException(
                        file, TextFault.OTHER_DECODER, part.path("type").asText());
        }
    }

    private void replace(JsonNode part) {
        JsonNode pattern = part.at("/pattern/String");
        if (!pattern.isTextual() || pattern.textValue().isEmpty()) {
            throw new TextException(file, TextFault.DECODER_REPLACES);
        }
        replacements.put(pattern.textValue(), part.path("content").asText());
    }

    private void strip(JsonNode part) {
        int start = part.path("start").asInt();
        if (start > 1 || start == 1 && !part.path("content").asText().equals(" ")) {
            throw new TextException(file, TextFault.DECODER_STRIPS);
        }
        dropsLeadingSpace |= start == 1;
    }

    /** Whether decoding drops a space at the very beginning of a text. */
    boolean dropsLeadingSpace() {
        return dropsLeadingSpace;
    }

    /** The bytes of a word of the vocabulary. */
    byte[] of(String word) {
        if (byteLevel) {
            return fromAlphabet(word);
        }
        if (byteFallback) {
            Matcher matcher = BYTE.matcher(word);
            if (matcher.matches()) {
                return new byte[] {(byte) Integer.parseInt(matcher.group(1), 16)};
            }
        }
        String text = word;
        for (Map.Entry<String, String> entry : replacements.entrySet()) {
            text = text.replace(entry.getKey(), entry.getValue());
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Byte-level vocabularies write each byte as one character; words that have others are taken as they are. */
    private static byte[] fromAlphabet(String word) {
        byte[] bytes = new byte[word.length()];
        for (int i = 0; i < bytes.length; i++) {
            char c = word.charAt(i);
            if (c >= ALPHABET.length || ALPHABET[c] < 0) {
                return word.getBytes(StandardCharsets.UTF_8);
            }
            bytes[i] = (byte) ALPHABET[c];
        }
        return bytes;
    }

    /** How a byte-level vocabulary writes these bytes. */
    static String byteLevelWord(byte[] bytes) {
        var word = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            word.append(CHARACTERS[b & 0xFF]);
        }
        return word.toString();
    }

    private static char[] byteLevelCharacters() {
        char[] characters = new char[256];
        for (char c = 0; c < ALPHABET.length; c++) {
            if (ALPHABET[c] >= 0) {
                characters[ALPHABET[c]] = c;
            }
        }
        return characters;
    }

    /** GPT-2's table: printable bytes stand for themselves, the others for characters from U+0100 on. */
    private static int[] byteLevelAlphabet() {
        int[] bytes = new int[0x180];
        Arrays.fill(bytes, -1);
        int next = 0x100;
        for (int b = 0; b < 256; b++) {
            boolean printable = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
            bytes[printable ? b : next++] = b;
        }
        return bytes;
    }
}
