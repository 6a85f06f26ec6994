/** Schedules by Quartz. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.scheduler.schedules;
