/**
 * What went wrong, as a value that can be kept and said in any language: exceptions for the user carry a
 * {@link io.phiworkbench.failure.Failure}, made of a {@link io.phiworkbench.failure.Wording} and its values. Everybody may
 * use this package, it uses nobody.
 */
package io.phiworkbench.failure;
