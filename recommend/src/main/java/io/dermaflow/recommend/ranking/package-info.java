/**
 * Ranking: what a skin needs against what products do, by explained weights, over a catalogue that
 * is compiled into arrays and bit sets once a version.
 */
@org.jspecify.annotations.NullMarked
package io.dermaflow.recommend.ranking;
