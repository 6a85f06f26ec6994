/** Starting, restarting and stopping jobs, one at a time each, and their history. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.scheduler.runs;
