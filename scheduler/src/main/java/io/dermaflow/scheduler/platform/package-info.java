/** Use cases that compose the rooms: what commands, schedules and HTTP call. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.scheduler.platform;
