/** The AI skincare platform: a picture gives a skin type, a skin type gives products. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.scheduler.dialects.platform;
