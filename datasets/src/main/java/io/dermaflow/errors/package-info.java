/**
 * What goes wrong, told so that a person can act on it: value found, what was expected, what to do.
 */
@org.jspecify.annotations.NullMarked
package io.dermaflow.errors;
