/**
 * The command line: {@code phi chat}, {@code complete}, {@code info}, {@code logits}, {@code graph}, {@code bench}.
 *
 * <p>{@link io.phiworkbench.cli.Phi} is the program; every command is given its {@link io.phiworkbench.cli.Services}, so
 * that tests run it with another model and another console. Answers and results go to standard output, everything else
 * to standard error.
 */
package io.phiworkbench.cli;
