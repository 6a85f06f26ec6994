/** Object storage behind the S3 protocol, by the AWS SDK. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.datasets.internal.s3;
