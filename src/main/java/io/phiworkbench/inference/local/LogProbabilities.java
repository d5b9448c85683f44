package io.phiworkbench.inference.local;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Natural log-probabilities of one row of logits, unmodified by any sampling setting. */
final class LogProbabilities {
    private final float[] logits;
    private final int offset;
    private final int vocab;
    private final double logSum;

    LogProbabilities(float[] logits, int row, int vocab) {
        this.logits = logits;
        this.offset = row * vocab;
        this.vocab = vocab;
        this.logSum = logSumExp();
    }

    private double logSumExp() {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < vocab; i++) {
            largest = Math.max(largest, logits[offset + i]);
        }
        double sum = 0;
        for (int i = 0; i < vocab; i++) {
            double below = logits[offset + i] - largest;
            // exp(-30) is below a double's relative precision times any sum that starts at 1 for 32,000 terms
            if (below > -30) {
                sum += Math.exp(below);
            }
        }
        return largest + Math.log(sum);
    }

    double of(int id) {
        return logits[offset + id] - logSum;
    }

    /** The {@code count} most likely ids, best first. */
    List<Integer> best(int count) {
        var smallestFirst = new PriorityQueue<Integer>(Comparator.comparingDouble(id -> logits[offset + id]));
        for (int id = 0; id < vocab; id++) {
            if (smallestFirst.size() < count) {
                smallestFirst.add(id);
            } else if (logits[offset + id] > logits[offset + smallestFirst.peek()]) {
                smallestFirst.poll();
                smallestFirst.add(id);
            }
        }
        var ids = new ArrayList<Integer>(smallestFirst);
        ids.sort(Comparator.comparingDouble((Integer id) -> logits[offset + id]).reversed());
        return ids;
    }
}
