/** Which items follow from what a person chose before, learnt from the interactions of all. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.recommend.collaborative;
