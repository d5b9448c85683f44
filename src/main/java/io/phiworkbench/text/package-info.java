/**
 * Text to token ids and back: the checkpoint's tokenizer and chat template, and the decoding of a stream of tokens into
 * pieces of text that are never half a character. The files of the checkpoint decide everything (which special tokens
 * strip white space, whether a beginning-of-text token is added, whether there is a system role); nothing here assumes
 * one release of Phi.
 *
 * <p>Faults of files and templates are {@link io.phiworkbench.text.TextException}s with a one-line message.
 */
package io.phiworkbench.text;
