/**
 * What existing front ends expect, each in a package of its own: field names, values, status codes
 * and error bodies as their designs give them, thin over {@code io.dermaflow.scheduler.serving}.
 * See {@code docs/dialects.md}.
 */
@org.jspecify.annotations.NullMarked
package io.dermaflow.scheduler.dialects;
