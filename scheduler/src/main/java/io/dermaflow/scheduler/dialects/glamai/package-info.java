/** GlamAI: make-up looks for selfies. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.scheduler.dialects.glamai;
