/**
 * Precomputed answers, kept in memory and, by configuration, in Redis behind it; both through
 * Spring's cache abstraction. A watch drops what a switch or a change has replaced.
 */
@org.jspecify.annotations.NullMarked
package io.dermaflow.scheduler.serving.answers;
