/**
 * The executable: launcher, commands, schedules, HTTP and pages, and the use cases that compose the
 * rooms.
 */
@org.jspecify.annotations.NullMarked
package io.dermaflow.scheduler;
