package io.phiworkbench.inference.remote;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A model that an endpoint says it has.
 *
 * @param id what to ask for
 * @param contextLength most tokens of prompt and answer, where it tells
 * @param readsImages whether it takes pictures, where it tells
 */
public record OfferedModel(String id, OptionalInt contextLength, Optional<Boolean> readsImages) {}
