/** How long work tells how far it is. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.progress;
