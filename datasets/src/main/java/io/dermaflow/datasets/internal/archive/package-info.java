/** Zip and tar archives as object storage, read where they lie, by Apache Commons Compress. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.datasets.internal.archive;
