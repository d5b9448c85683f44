package io.phiworkbench.chat;

import io.phiworkbench.inference.FinishReason;
import io.phiworkbench.inference.RunRecord;
import io.phiworkbench.inference.RunStatistics;

/**
 * How an answer came about.
 *
 * @param reason why it ended
 * @param record what repeats its last run
 * @param statistics figures of its last run
 * @param continued whether the text comes from more than this run (it was continued or edited), so that repeating the
 *     run alone does not repeat the text
 * @param hasTokens whether token probabilities are stored; {@link Chats#tokens} loads them
 */
public record AnswerDetails(
        FinishReason reason, RunRecord record, RunStatistics statistics, boolean continued, boolean hasTokens) {}
