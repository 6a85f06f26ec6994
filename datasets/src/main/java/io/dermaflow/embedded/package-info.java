/** PostgreSQL and an S3 endpoint on this machine, for those who bring none. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.embedded;
