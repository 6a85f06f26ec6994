/** A selfie and a survey, and three products for them. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.scheduler.dialects.selfie;
