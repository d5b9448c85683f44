/**
 * The published models of the family: what they are, what they are good for and what they need, also before they are
 * downloaded. The facts are in {@code catalogue.json}, the sentences in the {@code catalogue} bundles.
 */
package io.phiworkbench.models.catalogue;
