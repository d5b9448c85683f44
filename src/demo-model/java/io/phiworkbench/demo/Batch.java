package io.phiworkbench.demo;

import java.awt.image.DataBufferByte;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Samples with equally large pictures as the arrays that the training graph takes; see {@code training-step.py} for
 * their meaning.
 *
 * @param tasks for each predicted token the index of its sample and turn in {@code owners}
 */
record Batch(
        int pictures,
        int height,
        int width,
        ByteBuffer pixels,
        int rows,
        int length,
        long[] ids,
        long[] places,
        long[] targets,
        float[] weights,
        long[] attend,
        long[] patches,
        long[] cells,
        List<Answer> answers) {

    /** The predicted tokens {@code from} to {@code to} are the answer to one turn of one sample. */
    record Answer(Task task, int turn, int from, int to) {
        /** Whether each of its tokens was the most probable. */
        boolean right(float[] hits) {
            for (int i = from; i < to; i++) {
                if (hits[i] != 1) {
                    return false;
                }
            }
            return true;
        }
    }

    static final class Maker {
        private static final int LENGTH_STEP = 16;
        private static final int TARGET_STEP = 64;

        private final CharacterVocabulary vocabulary = new CharacterVocabulary();
        private final List<long[]> rows = new ArrayList<>();
        private final List<Long> targets = new ArrayList<>();
        private final List<long[]> places = new ArrayList<>();
        private final List<Float> weights = new ArrayList<>();
        private final List<Long> attend = new ArrayList<>();
        private final List<Long> marks = new ArrayList<>();
        private final List<Answer> answers = new ArrayList<>();
        private final List<Long> row = new ArrayList<>();
        private int pictureTokens;
        private int columns;
        private int seen;

        /** Pictures of one crop without questions. */
        Batch pages(List<DrawnPicture> pictures) {
            return make(pictures, List.of());
        }

        Batch make(List<Sample> samples) {
            return make(samples.stream().flatMap(s -> s.pictures().stream()).toList(), samples);
        }

        private Batch make(List<DrawnPicture> pictures, List<Sample> samples) {
            int height = pictures.isEmpty() ? 0 : pictures.getFirst().height();
            int width = pictures.isEmpty() ? 0 : pictures.getFirst().width();
            columns = width / DemoShape.CROP;
            pictureTokens = DemoShape.pictureTokens(height / DemoShape.CROP, columns);
            for (Sample sample : samples) {
                sequence(sample);
            }
            int longest = rows.stream().mapToInt(r -> r.length).max().orElse(0);
            int length = Math.ceilDiv(longest, LENGTH_STEP) * LENGTH_STEP;
            long[] ids = new long[rows.size() * length];
            for (int r = 0; r < rows.size(); r++) {
                for (int i = 0; i < length; i++) {
                    ids[r * length + i] = i < rows.get(r).length ? rows.get(r)[i] : CharacterVocabulary.END_OF_TEXT;
                }
            }
            int padded = Math.ceilDiv(targets.size(), TARGET_STEP) * TARGET_STEP;
            long[] at = new long[padded];
            long[] target = new long[padded];
            float[] weight = new float[padded];
            long[] look = new long[2 * padded];
            for (int i = 0; i < padded; i++) {
                boolean real = i < targets.size();
                at[i] = real ? places.get(i)[0] * length + places.get(i)[1] : 0;
                target[i] = real ? targets.get(i) : 0;
                weight[i] = real ? weights.get(i) : 0;
                look[i] = real ? marks.get(i) : -1;
                look[padded + i] = real ? attend.get(i) : -1;
            }
            return new Batch(
                    pictures.size(),
                    height,
                    width,
                    pixels(pictures, height, width),
                    rows.size(),
                    length,
                    ids,
                    at,
                    target,
                    weight,
                    look,
                    patches(pictures, height, width),
                    cells(pictures, height, width),
                    List.copyOf(answers));
        }

        private void sequence(Sample sample) {
            row.clear();
            List<Integer> starts = new ArrayList<>();
            row.add((long) CharacterVocabulary.BOS);
            if (!sample.system().isEmpty()) {
                row.add((long) CharacterVocabulary.SYSTEM);
                text("\n" + sample.system());
                row.add((long) CharacterVocabulary.END);
                text("\n");
            }
            row.add((long) CharacterVocabulary.USER);
            text("\n");
            for (int i = 0; i < sample.pictures().size(); i++) {
                starts.add(row.size());
                for (int t = 0; t < pictureTokens; t++) {
                    row.add((long) CharacterVocabulary.SIZE + (long) seen * pictureTokens + t);
                }
                seen++;
                row.add((long) CharacterVocabulary.BOS);
                text("\n");
            }
            for (int i = 0; i < sample.turns().size(); i++) {
                if (i > 0) {
                    text("\n");
                    row.add((long) CharacterVocabulary.USER);
                    text("\n");
                }
                turn(sample, i, starts);
            }
            rows.add(row.stream().mapToLong(v -> v).toArray());
        }

        private void turn(Sample sample, int index, List<Integer> starts) {
            Turn turn = sample.turns().get(index);
            text(turn.question());
            row.add((long) CharacterVocabulary.END);
            text("\n");
            row.add((long) CharacterVocabulary.ASSISTANT);
            text("\n");
            int from = targets.size();
            float weight = (float) (1 / Math.sqrt(turn.answer().length() + 1.0));
            for (int i = 0; i <= turn.answer().length(); i++) {
                boolean over = i == turn.answer().length();
                long id = over ? CharacterVocabulary.END : vocabulary.id(turn.answer().charAt(i));
                places.add(new long[] {rows.size(), row.size() - 1});
                targets.add(id);
                weights.add(decides(sample.task(), turn.answer(), i) ? 1f : weight);
                attend.add(place(turn.spots(), i, starts));
                marks.add(place(turn.marks(), i, starts));
                row.add(id);
            }
            answers.add(new Answer(sample.task(), index, from, targets.size()));
        }

        /** The place in the row of the picture token under the spot of a character, or -1. */
        private long place(List<Turn.Spot> spots, int character, List<Integer> starts) {
            Turn.Spot spot = character < spots.size() ? spots.get(character) : null;
            return spot == null ? -1L : starts.get(spot.picture()) + cell(spot.glyph());
        }

        private static final Set<Task> DECIDED_LAST = EnumSet.of(Task.VALUE, Task.COMPARE, Task.COMPARE_CHARTS);

        /** The last character of "picture 2" is most of the answer, the others are form. */
        private static boolean decides(Task task, String answer, int character) {
            return DECIDED_LAST.contains(task) && character == answer.length() - 1;
        }

        /** Which picture token covers the glyph's centre. */
        private int cell(Glyph glyph) {
            int x = (int) (glyph.centreX() / DemoShape.CELL);
            int y = (int) (glyph.centreY() / DemoShape.CELL);
            return Math.max(0, y) * (columns * DemoShape.MERGED + 1) + Math.clamp(x, 0, columns * DemoShape.MERGED - 1);
        }

        private void text(String text) {
            for (int i = 0; i < text.length(); i++) {
                row.add((long) vocabulary.id(text.charAt(i)));
            }
        }

        private static ByteBuffer pixels(List<DrawnPicture> pictures, int height, int width) {
            int size = height * width * 3;
            ByteBuffer out = ByteBuffer.allocateDirect(pictures.size() * size);
            for (DrawnPicture picture : pictures) {
                byte[] data = ((DataBufferByte) picture.image().getRaster().getDataBuffer()).getData();
                for (int i = 0; i < size; i += 3) {
                    out.put(data[i + 2]).put(data[i + 1]).put(data[i]);
                }
            }
            return out.rewind();
        }

        /** Character classes of the patches, in the order of crops and of patches within them. */
        private long[] patches(List<DrawnPicture> pictures, int height, int width) {
            int grid = DemoShape.GRID;
            long[] out = new long[pictures.size() * (height / DemoShape.PATCH) * (width / DemoShape.PATCH)];
            int base = 0;
            for (DrawnPicture picture : pictures) {
                for (Glyph g : picture.glyphs()) {
                    int label = vocabulary.characterClass(g.character());
                    int lastX = Math.min(width / DemoShape.PATCH - 1, centreBefore(g.right()));
                    int lastY = Math.min(height / DemoShape.PATCH - 1, centreBefore(g.bottom()));
                    for (int y = Math.max(0, centreBefore(g.top()) + 1); y <= lastY; y++) {
                        for (int x = Math.max(0, centreBefore(g.left()) + 1); x <= lastX; x++) {
                            int crop = y / grid * columns + x / grid;
                            out[base + crop * grid * grid + y % grid * grid + x % grid] = label;
                        }
                    }
                }
                base += (height / DemoShape.PATCH) * (width / DemoShape.PATCH);
            }
            return out;
        }

        /** Index of the last patch whose centre lies before the coordinate. */
        private static int centreBefore(float at) {
            return (int) Math.floor((at - DemoShape.PATCH / 2.0) / DemoShape.PATCH);
        }

        private long[] cells(List<DrawnPicture> pictures, int height, int width) {
            int across = width / DemoShape.CELL;
            int down = height / DemoShape.CELL;
            long[] out = new long[pictures.size() * across * down * DemoShape.SLOTS];
            int base = 0;
            for (DrawnPicture picture : pictures) {
                for (Glyph g : picture.glyphs()) {
                    int x = Math.floorDiv((int) Math.floor(g.centreX()), DemoShape.CELL);
                    int y = Math.floorDiv((int) Math.floor(g.centreY()), DemoShape.CELL);
                    if (x < 0 || x >= across || y < 0 || y >= down) {
                        continue;
                    }
                    int at = base + (y * across + x) * DemoShape.SLOTS;
                    for (int slot = 0; slot < DemoShape.SLOTS; slot++) {
                        if (out[at + slot] == 0) {
                            out[at + slot] = vocabulary.characterClass(g.character());
                            break;
                        }
                    }
                }
                base += across * down * DemoShape.SLOTS;
            }
            return out;
        }
    }
}
