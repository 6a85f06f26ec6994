/**
 * A client of the API under {@code /v1}: {@link io.dermaflow.client.DermaflowClient}. It needs the
 * JDK and Jackson 3, nothing of the platform, and is packaged alone with the classifier {@code
 * client}.
 */
@org.jspecify.annotations.NullMarked
package io.dermaflow.client;
