package io.phiworkbench.inference.local.grammar;

import static io.phiworkbench.inference.local.grammar.Parts.any;
import static io.phiworkbench.inference.local.grammar.Parts.choice;
import static io.phiworkbench.inference.local.grammar.Parts.repeat;
import static io.phiworkbench.inference.local.grammar.Parts.sequence;
import static io.phiworkbench.inference.local.grammar.Parts.text;

import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.OutputFormat;
import io.phiworkbench.inference.RunFault;
import io.phiworkbench.inference.local.grammar.Automaton.State;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes constraints for one model and keeps what it compiled for the formats used last. For the inference thread. */
public final class ConstraintCompiler {
    private static final int MOST_FORMATS = 8;
    /** An automaton that has grown beyond is made anew: a run of odd outputs must not fill the memory. */
    private static final int MOST_STATES = 50_000;

    private final TokenTrie trie;
    private final boolean dropsLeadingSpace;
    private final int[] endIds;
    private final Map<OutputFormat, Compiled> compiled = new LinkedHashMap<>(16, 0.75f, true);

    private record Compiled(Automaton automaton, TokenMasks masks) {}

    /**
     * @param tokenBytes of each token by id, {@code null} for those that no output may contain
     * @param vocabulary number of the model's logits
     * @param dropsLeadingSpace whether a space at the very beginning of a text gets lost in decoding
     * @param endIds tokens that end a text
     */
    public ConstraintCompiler(byte[][] tokenBytes, int vocabulary, boolean dropsLeadingSpace, Set<Integer> endIds) {
        byte[][] writable = tokenBytes.clone();
        endIds.stream().filter(id -> id < writable.length).forEach(id -> writable[id] = null);
        this.trie = new TokenTrie(writable, vocabulary);
        this.dropsLeadingSpace = dropsLeadingSpace;
        this.endIds =
                endIds.stream().filter(id -> id < vocabulary).mapToInt(id -> id).toArray();
    }

    /**
     * A constraint for a new answer.
     *
     * @param format any but {@link OutputFormat.Text}
     * @param written what the answer that is gone on with says already
     * @param beginsText whether the answer begins a text of its own, so that its leading space may get lost
     * @param mayEnd whether the model may end the text itself where the output is complete
     * @throws GenerationException if the format is not understood or cannot be written with this vocabulary
     */
    public OutputConstraint start(OutputFormat format, String written, boolean beginsText, boolean mayEnd) {
        Compiled found = compiled.computeIfAbsent(format, this::compile);
        if (found.automaton.size() > MOST_STATES) {
            found = compile(format);
            compiled.put(format, found);
        }
        if (compiled.size() > MOST_FORMATS) {
            compiled.remove(compiled.keySet().iterator().next());
        }
        Automaton automaton = found.automaton;
        boolean mayDrop = dropsLeadingSpace && beginsText && written.isEmpty();
        State start = (mayDrop ? automaton.afterDroppedSpace() : automaton.start())
                .after(written.getBytes(StandardCharsets.UTF_8));
        if (start.isDead()) {
            throw new GenerationException(RunFault.BEGUN_OUT_OF_FORM);
        }
        return new OutputConstraint(trie, found.masks, start, mayEnd ? endIds : new int[0]);
    }

    /**
     * Whether a format is understood, said before a model is loaded.
     *
     * @throws GenerationException if it is not, or nothing can fulfil it
     */
    public static void check(OutputFormat format) {
        if (format.constrains()) {
            boolean[] everything = new boolean[256];
            Arrays.fill(everything, true);
            automaton(format, everything);
        }
    }

    private Compiled compile(OutputFormat format) {
        return new Compiled(automaton(format, trie.alphabet()), new TokenMasks(trie));
    }

    private static Automaton automaton(OutputFormat format, boolean[] alphabet) {
        var automaton = new Automaton(grammar(format), alphabet);
        if (automaton.start().isDead()) {
            throw new GenerationException(RunFault.IMPOSSIBLE_FORM);
        }
        return automaton;
    }

    private static Part grammar(OutputFormat format) {
        return switch (format) {
            case OutputFormat.Text _ -> throw new IllegalArgumentException("plain text has no grammar");
            case OutputFormat.Json _ -> new JsonGrammar().object;
            case OutputFormat.JsonSchema s -> SchemaGrammar.of(s.schema());
            case OutputFormat.Choice c ->
                Parts.choice(c.texts().stream().map(Parts::text).toList());
            case OutputFormat.Pattern p -> new PatternGrammar(p.expression(), "", CodePoints::utf8).whole();
            case OutputFormat.Csv c -> csv(c);
        };
    }

    private static Part csv(OutputFormat.Csv format) {
        CodePoints printed = CodePoints.between(0x20, 0x10FFFF);
        CodePoints bare = printed.without(CodePoints.of('"')).without(CodePoints.of(','));
        Part quoted =
                sequence(text("\""), any(choice(bare.with(CodePoints.of(',')).utf8(), text("\"\""))), text("\""));
        Part cell = choice(repeat(bare.utf8(), 1, Part.Repeat.UNBOUNDED), Part.EMPTY, quoted);
        List<Part> tables = new ArrayList<>();
        for (int columns = format.fewestColumns(); columns <= format.mostColumns(); columns++) {
            Part row = sequence(cell, repeat(sequence(text(","), cell), columns - 1, columns - 1));
            tables.add(sequence(row, any(sequence(text("\n"), row))));
        }
        if (format.orText()) {
            Part line = repeat(bare.utf8(), 1, Part.Repeat.UNBOUNDED);
            tables.add(repeat(printed.utf8(), 1, Part.Repeat.UNBOUNDED));
            tables.add(sequence(line, any(sequence(text("\n"), line))));
        }
        return choice(tables);
    }
}
