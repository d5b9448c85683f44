package io.phiworkbench.inference.local.grammar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The tokens of a vocabulary by their bytes, as a tree in depth-first order: a node's children follow it, and {@link
 * #end} leads past all of them. Immutable.
 */
final class TokenTrie {
    private final int vocabulary;
    private byte[] labels = new byte[1024];
    private byte[] depths = new byte[1024];
    private int[] ends = new int[1024];
    /** Of node n the tokens are {@code tokens[firstToken[n]]} up to {@code tokens[firstToken[n + 1]]}. */
    private int[] firstToken = new int[1024];

    private final int[] tokens;
    private int nodes;
    private int deepest;
    private final byte[][] bytes;

    /** Longer tokens than this are never chosen under a form; vocabularies have them for rows of dashes and the like. */
    private static final int LONGEST_TOKEN = 100;

    /**
     * @param bytes of each token by id, {@code null} or empty for those that no output may contain
     * @param vocabulary how many ids the model has; those beyond it do not count
     */
    TokenTrie(byte[][] bytes, int vocabulary) {
        this.vocabulary = vocabulary;
        this.bytes = bytes;
        List<Integer> order = new ArrayList<>();
        for (int id = 0; id < Math.min(bytes.length, vocabulary); id++) {
            if (bytes[id] != null && bytes[id].length > 0 && bytes[id].length <= LONGEST_TOKEN) {
                order.add(id);
            }
        }
        order.sort(Comparator.comparing(id -> bytes[id], Arrays::compareUnsigned));
        this.tokens = new int[order.size()];
        build(order);
    }

    private void build(List<Integer> order) {
        int[] open = new int[LONGEST_TOKEN + 1];
        int depth = 0;
        byte[] before = {};
        for (int i = 0; i < tokens.length; i++) {
            byte[] word = bytes[order.get(i)];
            tokens[i] = order.get(i);
            int mismatch = Arrays.mismatch(before, word);
            int common = mismatch < 0 ? word.length : mismatch;
            while (depth > common) {
                ends[open[depth--]] = nodes;
            }
            while (depth < word.length) {
                open[++depth] = addNode(word[depth - 1], depth, i);
            }
            before = word;
        }
        while (depth > 0) {
            ends[open[depth--]] = nodes;
        }
        grow();
        firstToken[nodes] = tokens.length;
        labels = Arrays.copyOf(labels, nodes);
        depths = Arrays.copyOf(depths, nodes);
        ends = Arrays.copyOf(ends, nodes);
        firstToken = Arrays.copyOf(firstToken, nodes + 1);
    }

    private int addNode(byte label, int depth, int token) {
        grow();
        labels[nodes] = label;
        depths[nodes] = (byte) depth;
        firstToken[nodes] = token;
        deepest = Math.max(deepest, depth);
        return nodes++;
    }

    private void grow() {
        if (nodes == labels.length) {
            labels = Arrays.copyOf(labels, 2 * nodes);
            depths = Arrays.copyOf(depths, 2 * nodes);
            ends = Arrays.copyOf(ends, 2 * nodes);
            firstToken = Arrays.copyOf(firstToken, 2 * nodes);
        }
    }

    /** How many ids the model has. */
    int vocabulary() {
        return vocabulary;
    }

    /** Number of nodes. */
    int size() {
        return nodes;
    }

    int label(int node) {
        return labels[node] & 0xFF;
    }

    /** 1 for a token's first byte. */
    int depth(int node) {
        return depths[node];
    }

    int deepest() {
        return deepest;
    }

    /** The first node that is not below this one. */
    int end(int node) {
        return ends[node];
    }

    int firstToken(int node) {
        return firstToken[node];
    }

    int lastToken(int node) {
        return firstToken[node + 1];
    }

    /** The id of an entry of {@link #firstToken} to {@link #lastToken}. */
    int token(int entry) {
        return tokens[entry];
    }

    /** Bytes of a token; empty if it has none. */
    byte[] bytes(int id) {
        return id < bytes.length && bytes[id] != null ? bytes[id] : new byte[0];
    }

    /** Which bytes have a token of their own, so that every text over them can be written. */
    boolean[] alphabet() {
        boolean[] alphabet = new boolean[256];
        for (int node = 0; node < nodes; node = ends[node]) {
            alphabet[label(node)] = firstToken[node] < firstToken[node + 1];
        }
        return alphabet;
    }

    /** Fewest tokens that write these bytes. */
    int fewestTokens(byte[] text) {
        int[] fewest = new int[text.length + 1];
        Arrays.fill(fewest, Automaton.IMPOSSIBLE);
        fewest[0] = 0;
        for (int from = 0; from < text.length; from++) {
            if (fewest[from] < Automaton.IMPOSSIBLE) {
                follow(text, from, fewest);
            }
        }
        return fewest[text.length];
    }

    private void follow(byte[] text, int from, int[] fewest) {
        int node = 0;
        int limit = nodes;
        int at = from;
        while (at < text.length) {
            while (node < limit && labels[node] != text[at]) {
                node = ends[node];
            }
            if (node >= limit) {
                return;
            }
            at++;
            if (firstToken[node] < firstToken[node + 1]) {
                fewest[at] = Math.min(fewest[at], fewest[from] + 1);
            }
            limit = ends[node];
            node++;
        }
    }
}
