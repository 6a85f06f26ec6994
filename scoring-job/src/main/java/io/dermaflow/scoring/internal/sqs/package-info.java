/**
 * Amazon SQS: S3 event notifications; off by default. Two calls are spoken directly, as SQS's JSON
 * protocol has them.
 */
@org.jspecify.annotations.NullMarked
package io.dermaflow.scoring.internal.sqs;
