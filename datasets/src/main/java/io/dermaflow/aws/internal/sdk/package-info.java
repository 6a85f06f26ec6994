/** Signatures by the AWS SDK. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.aws.internal.sdk;
