package io.phiworkbench.inference.local.grammar;

import java.util.List;

/** A part of a grammar over bytes. Parts are told apart by identity, so that a stack of them is cheap to compare. */
sealed interface Part {
    Part EMPTY = new Sequence(List.of());

    /** One byte of a set. */
    final class Bytes implements Part {
        private final long[] set;

        Bytes(long[] set) {
            this.set = set;
        }

        /** The bytes from {@code low} to {@code high}, both included. */
        static Bytes range(int low, int high) {
            long[] set = new long[4];
            for (int b = low; b <= high; b++) {
                set[b >> 6] |= 1L << b;
            }
            return new Bytes(set);
        }

        boolean contains(int b) {
            return (set[b >> 6] >>> b & 1) != 0;
        }
    }

    /** One part after the other. */
    final class Sequence implements Part {
        private final List<Part> parts;

        Sequence(List<Part> parts) {
            this.parts = List.copyOf(parts);
        }

        List<Part> parts() {
            return parts;
        }
    }

    /** Any one of several parts. */
    final class Choice implements Part {
        private final List<Part> parts;

        Choice(List<Part> parts) {
            this.parts = List.copyOf(parts);
        }

        List<Part> parts() {
            return parts;
        }
    }

    /** A part {@code least} to {@code most} times. */
    final class Repeat implements Part {
        static final int UNBOUNDED = Integer.MAX_VALUE;

        private final Part part;
        private final int least;
        private final int most;
        private Repeat rest;

        Repeat(Part part, int least, int most) {
            this.part = part;
            this.least = least;
            this.most = most;
        }

        Part part() {
            return part;
        }

        int least() {
            return least;
        }

        int most() {
            return most;
        }

        /** What is left after one time; always the same object. */
        Repeat rest() {
            if (rest == null) {
                boolean endless = most == UNBOUNDED;
                rest = endless && least == 0
                        ? this
                        : new Repeat(part, Math.max(0, least - 1), endless ? most : most - 1);
            }
            return rest;
        }
    }

    /** A part that is filled in later, so that grammars can contain themselves. */
    final class Rule implements Part {
        private final String name;
        private Part body;

        Rule(String name) {
            this.name = name;
        }

        String name() {
            return name;
        }

        void define(Part value) {
            body = value;
        }

        Part body() {
            return body;
        }
    }
}
