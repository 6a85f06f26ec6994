/** Settings: read, checked all at once, and handed to the rooms. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.scheduler.config;
