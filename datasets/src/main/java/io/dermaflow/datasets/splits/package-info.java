/**
 * Which items belong together, and which split each group goes to. Plain arithmetic, no storage.
 */
@org.jspecify.annotations.NullMarked
package io.dermaflow.datasets.splits;
