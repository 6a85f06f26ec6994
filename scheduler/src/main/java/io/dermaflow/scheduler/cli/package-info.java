/** The commands of the launcher. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.scheduler.cli;
