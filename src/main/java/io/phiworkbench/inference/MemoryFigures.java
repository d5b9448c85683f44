package io.phiworkbench.inference;

import java.util.OptionalLong;

/**
 * Memory in bytes.
 *
 * @param weights size of the model's weights in the precision in use
 * @param keyValueCache allocated by the caches of all sessions of this model
 * @param processResident resident set of this process; 0 where the platform does not tell
 * @param processPeak largest resident set so far; 0 where the platform does not tell
 * @param javaHeapUsed used part of the Java heap
 * @param deviceUsed memory in use on the accelerator, absent on CPU
 * @param deviceTotal memory of the accelerator, absent on CPU
 */
public record MemoryFigures(
        long weights,
        long keyValueCache,
        long processResident,
        long processPeak,
        long javaHeapUsed,
        OptionalLong deviceUsed,
        OptionalLong deviceTotal) {}
