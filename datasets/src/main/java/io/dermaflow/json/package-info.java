/** The one JSON dialect of the house. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.json;
