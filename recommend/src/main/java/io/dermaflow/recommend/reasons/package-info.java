/** Reasons: what a recommendation rests on, for machines to check and for people to read. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.recommend.reasons;
